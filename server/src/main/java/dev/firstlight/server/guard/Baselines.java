package dev.firstlight.server.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the latencies of releases are cut; the first node that knows decides for all. */
@ApplicationScoped
class Baselines {
    private static final String READ =
            "SELECT metric, p75, p95, p99, counters FROM latency_baseline WHERE release_id = $1";
    private static final String KEEP = """
            INSERT INTO latency_baseline (release_id, metric, p75, p95, p99, counters)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING""";

    private final Pool pool;

    Baselines(Pool pool) {
        this.pool = pool;
    }

    /** By metric. */
    Uni<Map<String, Baseline>> of(String release) {
        return pool.preparedQuery(READ).execute(Tuple.of(release)).map(rows -> {
            Map<String, Baseline> all = new HashMap<>();
            for (Row row : rows) {
                all.put(
                        row.getString(0),
                        new Baseline(
                                new LatencyThresholds(row.getDouble(1), row.getDouble(2), row.getDouble(3)),
                                read(row.getString(4))));
            }
            return all;
        });
    }

    Uni<Void> keep(String release, String metric, Baseline baseline) {
        LatencyThresholds at = baseline.thresholds();
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(release, metric, at.p75(), at.p95(), at.p99(), write(baseline.before())))
                .replaceWithVoid();
    }

    private static String write(Map<Cell, List<Long>> counters) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        counters.forEach((cell, counts) -> {
            ArrayNode kept =
                    json.addArray().add(cell.region()).add(cell.stage()).add(cell.arm() == Arm.TREATMENT);
            counts.forEach(kept.addArray()::add);
        });
        return Json.write(json);
    }

    private static Map<Cell, List<Long>> read(String text) {
        Map<Cell, List<Long>> counters = new HashMap<>();
        for (JsonNode kept : Json.read(text)) {
            List<Long> counts = new ArrayList<>();
            kept.get(3).forEach(count -> counts.add(count.asLong()));
            counters.put(
                    new Cell(
                            kept.get(0).asText(),
                            kept.get(1).asInt(),
                            kept.get(2).asBoolean() ? Arm.TREATMENT : Arm.CONTROL),
                    counts);
        }
        return counters;
    }
}
