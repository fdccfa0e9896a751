package dev.firstlight.server.metric;

import dev.firstlight.server.support.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Batches of an SDK, about one release. */
final class Sent {
    private final AtomicInteger seq = new AtomicInteger();
    private final String key;
    private final String release;

    Sent(String key, String release) {
        this.key = key;
        this.release = release;
    }

    String release() {
        return release;
    }

    @SafeVarargs
    final void send(Map<String, Object>... parts) {
        Api.with(key).body(batch(parts)).post("/sdk/v1/telemetry").then().statusCode(202);
    }

    @SafeVarargs
    final Map<String, Object> batch(Map<String, Object>... parts) {
        Map<String, Object> batch = new HashMap<>(
                Map.of("instance", "one", "seq", seq.getAndIncrement(), "sdk", Map.of("name", "test", "version", "1")));
        batch.put(
                "exposures",
                List.of(parts).stream().filter(p -> p.containsKey("arm")).toList());
        batch.put(
                "outcomes",
                List.of(parts).stream().filter(p -> p.containsKey("metric")).toList());
        return batch;
    }

    Map<String, Object> exposures(String region, int stage, String arm, List<Integer> units) {
        return Map.of("release", release, "stage", stage, "region", region, "arm", arm, "units", hashes(units));
    }

    Map<String, Object> outcomes(String metric, List<Integer> units) {
        return outcomes(metric, units, null, null);
    }

    Map<String, Object> outcomes(
            String metric, List<Integer> units, @Nullable List<Double> values, @Nullable List<Integer> counts) {
        Map<String, Object> group = new HashMap<>(Map.of("release", release, "metric", metric, "units", hashes(units)));
        group.put("values", values);
        group.put("counts", counts);
        return group;
    }

    /** Hashes as good as an SDK's. */
    static List<String> hashes(List<Integer> units) {
        return units.stream()
                .map(unit -> String.format("%016x", mix(unit + 0x9E3779B97F4A7C15L)))
                .toList();
    }

    private static long mix(long seed) {
        long z = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
