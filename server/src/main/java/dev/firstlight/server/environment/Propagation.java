package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How far a revision has come: how many instances serve it, how long it took to them, and who is behind. */
@ApplicationScoped
class Propagation {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /**
     * From the commit, by our database's clock, to when an instance says that it began to serve it. Where an instance's
     * clock puts that before the commit or after the receipt's arrival, the clock is wrong, and the arrival stands for it.
     * An instance that never served an earlier revision was not there to wait for this one, and counts for no time.
     */
    private static final String MEASURE = """
            WITH made AS (
                SELECT floor(extract(epoch FROM min(at)) * 1000)::bigint AS ms FROM change_log
                WHERE environment_id = $1 AND epoch = $2 AND revision = $3
            ), seen AS (
                SELECT instance, region, sdk_name, sdk_version, revision,
                    coalesce((epoch, revision) >= ($2, $3), false) AS there, steps
                FROM receipt WHERE environment_id = $1 AND last_seen_at > now() - interval '90 seconds'
            ), came AS (
                SELECT (SELECT CASE WHEN (s -> 2) <> 'null' AND (s ->> 2)::bigint BETWEEN made.ms AND (s ->> 3)::bigint
                            THEN (s ->> 2)::bigint ELSE (s ->> 3)::bigint END
                        FROM jsonb_array_elements(steps) AS s
                        WHERE (s ->> 0)::bigint = $2 AND (s ->> 1)::bigint >= $3
                        ORDER BY (s ->> 1)::bigint LIMIT 1) - made.ms AS ms
                FROM seen, made WHERE there AND EXISTS (SELECT FROM jsonb_array_elements(steps) AS s
                    WHERE (s ->> 0)::bigint = $2 AND (s ->> 1)::bigint < $3)
            )
            SELECT (SELECT count(*) FROM seen), (SELECT count(*) FROM seen WHERE there),
                (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY greatest(ms, 0)) FROM came),
                (SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY greatest(ms, 0)) FROM came),
                (SELECT coalesce(json_agg(b), '[]')::text FROM (SELECT instance, region, sdk_name, sdk_version, revision
                    FROM seen WHERE NOT there ORDER BY revision NULLS FIRST, region, instance LIMIT 20) AS b)""";

    private final Environments environments;
    private final Pool pool;

    Propagation(Environments environments, Pool pool) {
        this.environments = environments;
        this.pool = pool;
    }

    /** An instance that serves an earlier revision, or none. */
    record Behind(
            String instance,
            @Nullable String region,
            String sdk,
            @Nullable Long revision) {}

    /**
     * What is known of a revision.
     *
     * @param instances how many were seen in the last 90 seconds
     * @param applied how many of them serve the revision or a later one
     * @param reached whether that is the share that was asked for
     * @param p50Ms from the commit to half of them; null where none came to it from an earlier revision
     * @param behind some of those that do not, those first that are furthest behind
     */
    record View(
            long revision,
            int instances,
            int applied,
            boolean reached,
            @Nullable Long p50Ms,
            @Nullable Long p99Ms,
            List<Behind> behind,
            String sentence) {}

    /**
     * Answers as soon as a share of the instances serve a revision, or when that took too long, with what there is.
     *
     * @param revision of the environment's present epoch; null for its latest
     * @param gone whether nobody waits any more
     */
    Uni<View> of(
            String project,
            String environment,
            @Nullable Long revision,
            double share,
            Duration wait,
            BooleanSupplier gone) {
        return environments.require(project, environment).flatMap(now -> {
            long wanted = revision == null ? now.revision() : revision;
            if (wanted < 1 || wanted > now.revision()) {
                throw Failure.invalid(
                        "/revision", "The environment is at revision " + now.revision() + "; name that or an earlier.");
            }
            long deadline = System.nanoTime() + wait.toNanos();
            return await(now, wanted, share, () -> gone.getAsBoolean() ? 0 : deadline - System.nanoTime());
        });
    }

    private Uni<View> await(EnvironmentRef environment, long revision, double share, LongSupplier time) {
        return measure(environment, revision, share).flatMap(view -> {
            long left = time.getAsLong();
            if (view.reached() || left <= 0) {
                return Uni.createFrom().item(view);
            }
            Duration pause = left < PAUSE.toNanos() ? Duration.ofNanos(left) : PAUSE;
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause)
                    .chain(() -> await(environment, revision, share, time));
        });
    }

    private Uni<View> measure(EnvironmentRef environment, long revision, double share) {
        return pool.preparedQuery(MEASURE)
                .execute(Tuple.of(environment.id(), environment.epoch(), revision))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(found -> view(found.iterator().next(), revision, share));
    }

    private static View view(Row row, long revision, double share) {
        int instances = row.getLong(0).intValue();
        int applied = row.getLong(1).intValue();
        List<Behind> behind = new ArrayList<>();
        for (JsonNode one : Json.read(row.getString(4))) {
            behind.add(new Behind(
                    one.path("instance").asText(),
                    one.path("region").textValue(),
                    one.path("sdk_name").asText() + " "
                            + one.path("sdk_version").asText(),
                    one.path("revision").isNull() ? null : one.path("revision").asLong()));
        }
        Long p99 = row.getLong(3);
        return new View(
                revision,
                instances,
                applied,
                instances > 0 && applied >= share * instances,
                row.getLong(2),
                p99,
                behind,
                PropagationSentence.of(revision, instances, applied, p99, behind));
    }
}
