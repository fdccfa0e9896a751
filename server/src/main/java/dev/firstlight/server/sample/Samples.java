package dev.firstlight.server.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recent contexts of environments. In each region those of the lowest rank, so that they are a uniform sample of its
 * units; regions get equal parts of what is kept, and what a small one does not need goes to the others.
 */
@ApplicationScoped
public class Samples {

    /** Batches of one environment one after the other; rules that change meanwhile are waited for. */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtext('context_sample'), e.id::integer)
            FROM environment e JOIN context_sampling s ON s.project = e.project
            WHERE e.id = $1 AND s.enabled AND s.version = $2 FOR SHARE OF s""";

    private static final String KEEP = """
            INSERT INTO context_sample (environment_id, unit, region, rank, context)
            SELECT DISTINCT ON (x.unit) $1, x.unit, x.region, x.rank, x.context
            FROM jsonb_to_recordset($2::text::jsonb) AS x(unit bigint, region text, rank bigint, context text)
            ON CONFLICT (environment_id, unit) DO UPDATE
                SET region = excluded.region, rank = excluded.rank, context = excluded.context, seen_at = now()""";
    private static final String TRIM = """
            DELETE FROM context_sample c USING (
                SELECT unit, row_number() OVER (ORDER BY place, rank, unit) AS place FROM (
                    SELECT unit, rank, row_number() OVER (PARTITION BY region ORDER BY rank, unit) AS place
                    FROM context_sample WHERE environment_id = $1) placed) turn
            WHERE c.environment_id = $1 AND c.unit = turn.unit
                AND (turn.place > $2 OR c.seen_at < now() - interval '1 day')""";
    /** Only regions that had to leave some out; in the others every unit is welcome. */
    private static final String BELOW = """
            SELECT region, highest FROM (
                SELECT region, max(rank) AS highest, count(*) AS kept, sum(count(*)) OVER () AS all_kept,
                    max(count(*)) OVER () AS most_kept
                FROM context_sample WHERE environment_id = $1 GROUP BY region) stratum
            WHERE all_kept >= $2 AND kept >= most_kept - 1
            ORDER BY kept DESC, region LIMIT 100""";

    private static final String OF_ENVIRONMENT = """
            SELECT unit, region, rank, context FROM context_sample
            WHERE environment_id = $1 AND seen_at > now() - interval '1 day' ORDER BY rank, unit""";
    private static final String SUMMARY = """
            SELECT region, count(*), max(rank), min(seen_at), max(seen_at) FROM context_sample
            WHERE environment_id = $1 AND seen_at > now() - interval '1 day'
            GROUP BY region ORDER BY count(*) DESC, region LIMIT 100""";
    private static final String EXPIRE = "DELETE FROM context_sample WHERE seen_at < now() - interval '1 day'";

    private final Pool pool;
    private final Environments environments;
    private final Samplings samplings;

    Samples(Pool pool, Environments environments, Samplings samplings) {
        this.pool = pool;
        this.environments = environments;
        this.samplings = samplings;
    }

    record RegionView(@Nullable String region, long contexts, long units) {}

    record View(
            boolean enabled,
            long contexts,
            @Nullable Instant since,
            @Nullable Instant latest,
            List<RegionView> regions) {}

    /** Keeps what was sampled by the present rules; answers with these. */
    public Uni<SamplingAnswer> keep(long environmentId, long version, List<ReceivedContext> contexts) {
        return environments.require(environmentId).flatMap(where -> samplings
                .of(where.project())
                .flatMap(sampling -> !sampling.enabled()
                        ? Uni.createFrom().item(SamplingAnswer.NONE)
                        : (version == sampling.version() && !contexts.isEmpty()
                                        ? keep(environmentId, sampling, contexts)
                                        : Uni.createFrom().voidItem())
                                .chain(() -> answer(environmentId, sampling))));
    }

    private Uni<Void> keep(long environmentId, Sampling sampling, List<ReceivedContext> contexts) {
        ArrayNode rows = Json.object().arrayNode();
        contexts.forEach(context -> {
            var row = context.row(sampling, rows.objectNode());
            if (row != null) {
                rows.add(row);
            }
        });
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(environmentId, sampling.version()))
                .flatMap(locked -> locked.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : keep(connection, environmentId, sampling.keep(), rows.toString())));
    }

    private static Uni<Void> keep(SqlConnection connection, long environmentId, int most, String rows) {
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(environmentId, rows))
                .chain(() -> connection.preparedQuery(TRIM).execute(Tuple.of(environmentId, most)))
                .replaceWithVoid();
    }

    private Uni<SamplingAnswer> answer(long environmentId, Sampling sampling) {
        return pool.preparedQuery(BELOW)
                .execute(Tuple.of(environmentId, (long) sampling.keep()))
                .map(rows -> {
                    Map<String, Long> below = new LinkedHashMap<>();
                    for (Row row : rows) {
                        below.put(row.getString(0), row.getLong(1) + 1);
                    }
                    String key = sampling.secret() == null ? "" : sampling.secret();
                    return new SamplingAnswer(
                            new SamplingAnswer.Rules(sampling.version(), key, sampling.clear(), below));
                });
    }

    /** The contexts that an environment's instances sent in the last day. */
    public Uni<Sample> of(EnvironmentRef environment) {
        return samplings.of(environment.project()).flatMap(sampling -> {
            KeyedHash hash = sampling.hash();
            return hash == null
                    ? Uni.createFrom().item(Sample.off(environment))
                    : pool.preparedQuery(OF_ENVIRONMENT)
                            .execute(Tuple.of(environment.id()))
                            .map(rows -> {
                                List<SampledContext> contexts = new ArrayList<>();
                                for (Row row : rows) {
                                    contexts.add(SampledContext.of(
                                            row.getLong(0), row.getString(1), row.getLong(2), row.getString(3)));
                                }
                                return new Sample(environment, sampling, hash, contexts);
                            });
        });
    }

    Uni<View> view(String project, String environment) {
        return environments
                .require(project, environment)
                .flatMap(where -> samplings.of(project).flatMap(sampling -> pool.preparedQuery(SUMMARY)
                        .execute(Tuple.of(where.id()))
                        .map(rows -> {
                            List<RegionView> regions = new ArrayList<>();
                            Instant since = null;
                            Instant latest = null;
                            long contexts = 0;
                            for (Row row : rows) {
                                String region = row.getString(0);
                                long kept = row.getLong(1);
                                long units = Math.round(Stratum.population(kept, row.getLong(2)));
                                regions.add(new RegionView(region.isEmpty() ? null : region, kept, units));
                                contexts += kept;
                                Instant first = row.getOffsetDateTime(3).toInstant();
                                Instant last = row.getOffsetDateTime(4).toInstant();
                                since = since == null || first.isBefore(since) ? first : since;
                                latest = latest == null || last.isAfter(latest) ? last : latest;
                            }
                            return new View(sampling.enabled(), contexts, since, latest, regions);
                        })));
    }

    Uni<Void> expire() {
        return pool.query(EXPIRE).execute().replaceWithVoid();
    }
}
