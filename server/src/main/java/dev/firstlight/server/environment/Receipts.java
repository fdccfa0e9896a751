package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Which revision each running SDK serves: what a release waits for, and what the console shows. */
@ApplicationScoped
public class Receipts {

    private static final String SEEN = """
            SELECT instance, sdk_name, sdk_version, region, epoch, revision, applied_at, last_seen_at, unsupported,
                capabilities
            FROM receipt WHERE environment_id = $1 AND last_seen_at > now() - interval '90 seconds'
            ORDER BY region, instance""";

    private final Pool pool;
    private final Signals signals;
    private final Clock clock;

    Receipts(Pool pool, Signals signals, Clock clock) {
        this.pool = pool;
        this.signals = signals;
        this.clock = clock;
    }

    /** How many of the instances seen of late serve at least a revision. */
    public record Summary(long revision, int connected, int applied) {

        /** Whether at least {@code percent} of the connected instances confirmed, and there is one. */
        public boolean confirms(double percent) {
            return connected > 0 && applied * 100.0 >= percent * connected;
        }
    }

    record Sdk(String name, String version) {}

    record InstanceView(
            String instance,
            Sdk sdk,
            @Nullable String region,
            @Nullable Long epoch,
            @Nullable Long revision,
            @Nullable Instant appliedAt,
            Instant lastSeenAt,
            boolean behind,
            List<String> unsupported) {}

    /**
     * An instance that was seen of late.
     *
     * @param unsupported flags that it cannot evaluate: a key alone, or {@code key: why}
     * @param capabilities what it can evaluate; null where it never said
     */
    public record Connected(
            String instance,
            String sdk,
            String version,
            @Nullable String region,
            @Nullable Long revision,
            List<String> unsupported,
            @Nullable List<String> capabilities) {}

    record View(long revision, int connected, int applied, List<InstanceView> instances) {}

    /** Keeps what an instance says, in the caller's transaction; hints to the console where its revision moved. */
    public Uni<Void> record(EnvironmentRef environment, Receipt receipt) {
        ReceiptEntity.Key key = new ReceiptEntity.Key(environment.id(), receipt.instance());
        return Panache.getSession().flatMap(session -> insertIfNew(session, environment, receipt)
                .chain(() -> session.find(ReceiptEntity.class, key))
                .flatMap(row -> {
                    boolean moved = !Objects.equals(row.revision, receipt.revision());
                    row.take(receipt, clock.instant());
                    return moved
                            ? signals.sendAtCommit(
                                    Signal.of(environment.project(), "receipts", environment.key(), receipt.instance()))
                            : Uni.createFrom().voidItem();
                }));
    }

    private static Uni<Integer> insertIfNew(Mutiny.Session session, EnvironmentRef environment, Receipt receipt) {
        return session.createNativeQuery("INSERT INTO receipt (environment_id, instance, sdk_name, sdk_version)"
                        + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
                .setParameter(1, environment.id())
                .setParameter(2, receipt.instance())
                .setParameter(3, receipt.sdkName())
                .setParameter(4, receipt.sdkVersion())
                .executeUpdate();
    }

    /** How many instances confirmed a revision (or a later one) of the environment's present epoch. */
    public Uni<Summary> summary(EnvironmentRef environment, long revision) {
        return view(environment, revision).map(view -> new Summary(revision, view.connected(), view.applied()));
    }

    /** The instances that were seen of late, and what they can do. */
    public Uni<List<Connected>> connected(EnvironmentRef environment) {
        return pool.preparedQuery(SEEN).execute(Tuple.of(environment.id())).map(rows -> {
            List<Connected> connected = new ArrayList<>();
            for (Row row : rows) {
                String capabilities = row.getString("capabilities");
                connected.add(new Connected(
                        row.getString("instance"),
                        row.getString("sdk_name"),
                        row.getString("sdk_version"),
                        row.getString("region"),
                        row.getLong("revision"),
                        List.of(Json.read(row.getString("unsupported"), String[].class)),
                        capabilities == null ? null : List.of(Json.read(capabilities, String[].class))));
            }
            return connected;
        });
    }

    /** How many instances were there within the last five minutes; in the caller's session. */
    Uni<Long> countOfConnected(EnvironmentRef environment) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT count(*) FROM receipt WHERE environment_id = ?1"
                                + " AND last_seen_at > now() - interval '5 minutes'",
                        Long.class)
                .setParameter(1, environment.id())
                .getSingleResult());
    }

    Uni<View> view(EnvironmentRef environment, long revision) {
        return pool.preparedQuery(SEEN).execute(Tuple.of(environment.id())).map(rows -> {
            List<InstanceView> instances = new ArrayList<>();
            for (Row row : rows) {
                instances.add(instance(row, environment.epoch(), revision));
            }
            int applied = (int) instances.stream().filter(i -> !i.behind()).count();
            return new View(revision, instances.size(), applied, instances);
        });
    }

    private static InstanceView instance(Row row, long epoch, long wanted) {
        Long at = row.getLong("revision");
        Long inEpoch = row.getLong("epoch");
        boolean behind = at == null || inEpoch == null || inEpoch < epoch || (inEpoch == epoch && at < wanted);
        OffsetDateTime applied = row.getOffsetDateTime("applied_at");
        return new InstanceView(
                row.getString("instance"),
                new Sdk(row.getString("sdk_name"), row.getString("sdk_version")),
                row.getString("region"),
                inEpoch,
                at,
                applied == null ? null : applied.toInstant(),
                row.getOffsetDateTime("last_seen_at").toInstant(),
                behind,
                List.of(Json.read(row.getString("unsupported"), String[].class)));
    }
}
