package dev.firstlight.server.metric;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipt;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.platform.Turns;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps what SDKs report, all of a batch or nothing. Rows are inserted in the order of their keys, so that batches of
 * several instances that name the same units wait for each other and never in a circle.
 */
@ApplicationScoped
class Telemetry {
    private static final String BATCH =
            "INSERT INTO telemetry_batch (environment_id, instance, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    private static final String EXPOSURES = """
            INSERT INTO exposure (release_id, unit, stage, treated, warm, region)
            SELECT x.release, x.unit, x.stage, x.treated, coalesce(m.warm_until > now(), false), x.region
            FROM jsonb_to_recordset(CAST(CAST(?2 AS text) AS jsonb))
                AS x(release text, unit bigint, stage integer, treated boolean, region text)
            JOIN measured m ON m.release_id = x.release AND m.environment_id = ?1 AND m.open
            ORDER BY x.release, x.unit
            ON CONFLICT DO NOTHING""";
    private static final String OUTCOMES = """
            INSERT INTO outcome (release_id, metric, unit)
            SELECT x.release, x.metric, x.unit
            FROM jsonb_to_recordset(CAST(CAST(?2 AS text) AS jsonb)) AS x(release text, metric text, unit bigint)
            JOIN measured m ON m.release_id = x.release AND m.environment_id = ?1 AND m.open
            ORDER BY x.release, x.metric, x.unit
            ON CONFLICT DO NOTHING""";
    private static final String EVALUATIONS = """
            INSERT INTO evaluation_count (environment_id, flag, variant, reason, hour, count)
            SELECT ?1, x.flag, x.variant, x.reason, date_trunc('hour', now()), sum(x.count)
            FROM jsonb_to_recordset(CAST(CAST(?2 AS text) AS jsonb)) AS x(flag text, variant text, reason text, count bigint)
            GROUP BY x.flag, x.variant, x.reason
            ORDER BY x.flag, x.variant, x.reason
            ON CONFLICT (environment_id, flag, variant, reason, hour)
                DO UPDATE SET count = evaluation_count.count + excluded.count""";
    private static final String USAGE = """
            INSERT INTO flag_usage (environment_id, flag, variant, count)
            SELECT ?1, x.flag, x.variant, sum(x.count)
            FROM jsonb_to_recordset(CAST(CAST(?2 AS text) AS jsonb)) AS x(flag text, variant text, count bigint)
            GROUP BY x.flag, x.variant
            ORDER BY x.flag, x.variant
            ON CONFLICT (environment_id, flag, variant)
                DO UPDATE SET last_at = now(), count = flag_usage.count + excluded.count""";
    private static final String FORGET = "DELETE FROM telemetry_batch WHERE at < now() - interval '1 day'";

    /** Fewer than the database has connections: what SDKs report does not hold up what people do. */
    private static final int MOST_AT_ONCE = 6;

    private final Turns turns = new Turns(MOST_AT_ONCE);
    private final Environments environments;
    private final Receipts receipts;
    private final Pool pool;

    Telemetry(Environments environments, Receipts receipts, Pool pool) {
        this.environments = environments;
        this.receipts = receipts;
        this.pool = pool;
    }

    /**
     * Keeps a batch: what it counts, in one transaction of its own, and then what the instance serves, together with what
     * others say. A batch that is sent again counts nothing, and says what it said.
     */
    Uni<Void> take(long environmentId, TelemetryBatch batch) {
        Uni<Void> counted =
                batch.countsNothing() ? Uni.createFrom().voidItem() : turns.take(() -> keep(environmentId, batch));
        return counted.chain(() -> receipts.keep(environmentId, receipt(batch)));
    }

    /** One that was kept before changes nothing. */
    @WithTransaction
    Uni<Void> keep(long environmentId, TelemetryBatch batch) {
        TelemetryRows rows = TelemetryRows.of(batch);
        return environments.require(environmentId).flatMap(environment -> Panache.getSession()
                .flatMap(session -> session.createNativeQuery(BATCH)
                        .setParameter(1, environmentId)
                        .setParameter(2, batch.instance())
                        .setParameter(3, batch.seq())
                        .executeUpdate()
                        .flatMap(
                                fresh -> fresh == 0 ? Uni.createFrom().voidItem() : keep(session, environment, rows))));
    }

    private static Uni<Void> keep(Mutiny.Session session, EnvironmentRef environment, TelemetryRows rows) {
        return insert(session, EXPOSURES, environment, rows.exposures())
                .chain(() -> insert(session, OUTCOMES, environment, rows.outcomes()))
                .chain(() -> insert(session, EVALUATIONS, environment, rows.evaluations()))
                .chain(() -> insert(session, USAGE, environment, rows.evaluations()));
    }

    private static Uni<Void> insert(Mutiny.Session session, String sql, EnvironmentRef environment, ArrayNode rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(sql)
                        .setParameter(1, environment.id())
                        .setParameter(2, rows.toString())
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** Batches are sent again for minutes, not for days. */
    Uni<Void> forgetOldBatches() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }

    private static Receipt receipt(TelemetryBatch batch) {
        TelemetryBatch.Applied applied = batch.applied();
        List<TelemetryBatch.Unsupported> unsupported = batch.unsupported() == null ? List.of() : batch.unsupported();
        return new Receipt(
                batch.instance(),
                batch.sdk().name(),
                batch.sdk().version(),
                batch.region(),
                applied == null ? null : applied.epoch(),
                applied == null ? null : applied.revision(),
                applied == null ? null : applied.at(),
                unsupported.stream()
                        .map(u -> u.detail() == null ? u.flag() : u.flag() + ": " + u.detail())
                        .toList(),
                batch.capabilities());
    }
}
