package dev.firstlight.server.otlp;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an application's exporter sends, to the letter, so that a test may send it twice, late or in pieces. */
public final class Pushing {

    /** Nanoseconds in a minute, which exporters wait between two pushes. */
    public static final long MINUTE = 60_000_000_000L;

    private final String key;
    private final Map<String, String> resource = new HashMap<>();
    private final List<Map<String, Object>> points = new ArrayList<>();
    private long at = 1_700_000_000_000_000_000L;
    private String temporality = "AGGREGATION_TEMPORALITY_CUMULATIVE";

    /** An application with an SDK key, in a process that has this id; without one where it is empty. */
    public Pushing(String key, String instance) {
        this.key = key;
        resource.put("cloud.region", "nz");
        resource.put("service.name", "shop");
        if (!instance.isEmpty()) {
            resource.put("service.instance.id", instance);
        }
    }

    /** Says what happened since the last push, not since the beginning. */
    public Pushing deltas() {
        temporality = "AGGREGATION_TEMPORALITY_DELTA";
        return this;
    }

    /** A minute later. */
    public Pushing later() {
        at += MINUTE;
        return this;
    }

    /** What one series stands at. */
    public Pushing stands(String variant, int status, long count) {
        points.add(Map.of(
                "timeUnixNano",
                Long.toString(at),
                "asInt",
                Long.toString(count),
                "attributes",
                List.of(
                        text("feature_flag.result.variant", variant),
                        Map.of(
                                "key",
                                "http.response.status_code",
                                "value",
                                Map.of("intValue", Integer.toString(status))))));
        return this;
    }

    private static Map<String, Object> text(String name, String value) {
        return Map.of("key", name, "value", Map.of("stringValue", value));
    }

    /** Sends what was said since the last time, and forgets it. */
    public Response push() {
        Map<String, Object> body = body();
        points.clear();
        return send(body);
    }

    /** What was said, as a body; it is still there. */
    public Map<String, Object> body() {
        Map<String, Object> metric = Map.of(
                "name",
                "http.requests",
                "sum",
                Map.of(
                        "aggregationTemporality",
                        temporality,
                        "isMonotonic",
                        true,
                        "dataPoints",
                        new ArrayList<>(points)));
        return Map.of(
                "resourceMetrics",
                List.of(Map.of(
                        "resource",
                        Map.of(
                                "attributes",
                                resource.entrySet().stream()
                                        .map(one -> text(one.getKey(), one.getValue()))
                                        .toList()),
                        "scopeMetrics",
                        List.of(Map.of("scope", Map.of("name", "http"), "metrics", List.of(metric))))));
    }

    /** Sends a body. */
    public Response send(Map<String, Object> body) {
        return given().auth()
                .oauth2(key)
                .contentType("application/json")
                .body(body)
                .post("/sdk/v1/otlp/v1/metrics");
    }
}
