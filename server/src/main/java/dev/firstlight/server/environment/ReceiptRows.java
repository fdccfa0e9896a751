package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes receipts, any number in one statement, and forgets those of instances that are gone. */
@ApplicationScoped
class ReceiptRows {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /** No clock of an instance that is of any use says otherwise. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** In the order of their keys, so that nodes that write the same instances wait for each other and never in a circle. */
    private static final String KEEP = """
            WITH kept AS (
                INSERT INTO receipt AS r (environment_id, instance, sdk_name, sdk_version, region, epoch, revision,
                    applied_at, last_seen_at, unsupported, capabilities, steps)
                SELECT e.id, x.instance, x.name, x.version, x.region, x.epoch, x.revision, x.applied, clock_timestamp(),
                    x.unsupported, x.capabilities, CASE WHEN x.revision IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_array(
                        x.epoch, x.revision, floor(extract(epoch FROM x.applied) * 1000),
                        floor(extract(epoch FROM clock_timestamp()) * 1000))) END
                FROM jsonb_to_recordset($1::text::jsonb) AS x(env bigint, instance text, name text, version text,
                    region text, epoch bigint, revision bigint, applied timestamptz, unsupported text,
                    capabilities text)
                JOIN environment e ON e.id = x.env
                ORDER BY e.id, x.instance
                ON CONFLICT (environment_id, instance) DO UPDATE SET sdk_name = excluded.sdk_name,
                    sdk_version = excluded.sdk_version, region = excluded.region, epoch = excluded.epoch,
                    revision = excluded.revision, applied_at = excluded.applied_at,
                    last_seen_at = excluded.last_seen_at, unsupported = excluded.unsupported,
                    capabilities = coalesce(excluded.capabilities, r.capabilities),
                    steps = CASE WHEN (r.epoch, r.revision) IS DISTINCT FROM (excluded.epoch, excluded.revision)
                        THEN (excluded.steps || r.steps) #- '{16}' ELSE r.steps END
                RETURNING environment_id)
            SELECT e.id, e.project, e.key, e.name, e.epoch, e.revision FROM environment e
            WHERE e.id IN (SELECT environment_id FROM kept)""";

    private static final String FORGET = "DELETE FROM receipt WHERE last_seen_at < now() - interval '1 day'";

    private final Pool pool;

    ReceiptRows(Pool pool) {
        this.pool = pool;
    }

    /** A receipt and the environment whose key brought it. */
    record Said(long environmentId, Receipt receipt) {}

    /** Keeps receipts, at most one of each instance; gives the environments that they are of. */
    Uni<List<EnvironmentRef>> keep(Collection<Said> all) {
        ArrayNode rows = dev.firstlight.server.platform.Json.object().putArray("rows");
        all.forEach(said -> add(rows.addObject(), said));
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(Json.write(rows)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(found -> {
                    List<EnvironmentRef> environments = new ArrayList<>();
                    for (Row row : found) {
                        environments.add(new EnvironmentRef(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5)));
                    }
                    return environments;
                });
    }

    private static void add(ObjectNode row, Said said) {
        Receipt receipt = said.receipt();
        row.put("env", said.environmentId())
                .put("instance", receipt.instance())
                .put("name", receipt.sdkName())
                .put("version", receipt.sdkVersion())
                .put("region", receipt.region())
                .put("epoch", receipt.epoch())
                .put("revision", receipt.revision())
                .put("applied", plausible(receipt.appliedAt()))
                .put("unsupported", Json.write(receipt.unsupported()))
                .put("capabilities", receipt.capabilities() == null ? null : Json.write(receipt.capabilities()));
    }

    private static @Nullable String plausible(@Nullable Instant at) {
        return at == null || at.isBefore(EARLIEST) || at.isAfter(LATEST) ? null : at.toString();
    }

    Uni<Void> forgetGone() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
