package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which revision each running SDK serves: what a release waits for, and what the console shows. */
@ApplicationScoped
public class Receipts {

    private static final int MOST_REMEMBERED = 50_000;

    private static final String SEEN = """
            SELECT instance, sdk_name, sdk_version, region, epoch, revision, applied_at, last_seen_at, unsupported,
                capabilities
            FROM receipt WHERE environment_id = $1 AND last_seen_at > now() - interval '90 seconds'
            ORDER BY region, instance""";
    private static final String COUNT = """
            SELECT count(*), count(*) FILTER (WHERE (epoch, revision) >= ($2, $3)) FROM receipt
            WHERE environment_id = $1 AND last_seen_at > now() - interval '90 seconds'""";

    private final Map<Instance, At> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Instance, At> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final ReceiptBox box;
    private final ReceiptRows rows;
    private final Pool pool;
    private final Signals signals;

    Receipts(ReceiptBox box, ReceiptRows rows, Pool pool, Signals signals) {
        this.box = box;
        this.rows = rows;
        this.pool = pool;
        this.signals = signals;
    }

    private record Instance(long environmentId, String id) {}

    private record At(@Nullable Long epoch, @Nullable Long revision) {}

    /** How many of the instances seen of late serve at least a revision. */
    @Schema(name = "ReceiptsSummary")
    public record Summary(long revision, int connected, int applied) {

        /** Whether at least {@code percent} of the connected instances confirmed, and there is one. */
        public boolean confirms(double percent) {
            return connected > 0 && applied * 100.0 >= percent * connected;
        }
    }

    @Schema(name = "SdkView")
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

    @Schema(name = "ReceiptsView")
    record View(long revision, int connected, int applied, List<InstanceView> instances) {}

    /**
     * Keeps what an instance says, outside any transaction and together with what others say; the same again changes
     * nothing. Hints to the console where its revision moved.
     */
    public Uni<Void> keep(long environmentId, Receipt receipt) {
        return box.keep(new ReceiptRows.Said(environmentId, receipt))
                .invoke(kept -> {
                    if (moved(environmentId, receipt)) {
                        kept.stream().filter(one -> one.id() == environmentId).forEach(this::hint);
                    }
                })
                .replaceWithVoid();
    }

    /** As far as this node remembers; a hint too many does no harm. */
    private boolean moved(long environmentId, Receipt receipt) {
        At now = new At(receipt.epoch(), receipt.revision());
        synchronized (remembered) {
            return !now.equals(remembered.put(new Instance(environmentId, receipt.instance()), now));
        }
    }

    private void hint(EnvironmentRef environment) {
        signals.sendSoon(Signal.of(environment.project(), "receipts", environment.key(), null));
    }

    /** Instances that are gone say nothing any more; what they said is kept for a day. */
    @Scheduled(every = "1h", delayed = "12m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetGone() {
        return rows.forgetGone();
    }

    /** How many instances confirmed a revision (or a later one) of the environment's present epoch. */
    public Uni<Summary> summary(EnvironmentRef environment, long revision) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(environment.id(), environment.epoch(), revision))
                .map(found -> {
                    Row row = found.iterator().next();
                    return new Summary(
                            revision, row.getLong(0).intValue(), row.getLong(1).intValue());
                });
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
        return pool.preparedQuery(SEEN).execute(Tuple.of(environment.id())).map(found -> {
            List<InstanceView> instances = new ArrayList<>();
            for (Row row : found) {
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
