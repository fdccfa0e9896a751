package dev.firstlight.server.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Unreached;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prometheus' HTTP API, as far as we ask. Fails with {@link Unreached} where the answer is not what was asked for. */
final class PrometheusApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int POINTS = 240;
    private static final long SHORTEST_STEP_S = 15;

    private final Outbound outbound;
    private final URI server;
    private final Map<String, String> headers;
    private final Duration patience;

    /**
     * Of one server.
     *
     * @param token sent as a bearer token; null for none
     */
    PrometheusApi(Outbound outbound, URI server, @Nullable String token, Duration patience) {
        this.outbound = outbound;
        this.server = server;
        this.headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        this.patience = patience;
    }

    /**
     * What one series shows.
     *
     * @param labels its name: all of its labels, in their order
     * @param values by time; one where the present was asked for
     */
    record Series(String labels, List<Double> values) {

        double last() {
            return values.get(values.size() - 1);
        }

        /** By how much a counter grew; where it fell it began anew. */
        double increase() {
            double sum = 0;
            for (int i = 1; i < values.size(); i++) {
                sum += growth(values.get(i - 1), values.get(i));
            }
            return sum;
        }
    }

    /** By how much a counter grew from one value to a later one. */
    static double growth(double before, double now) {
        return now >= before ? now - before : now;
    }

    /** What a query gives now; at least one series. */
    Uni<List<Series>> now(String query) {
        return ask("query?query=" + encode(query)).map(data -> {
            List<Series> all = series(data, "value");
            if (all.isEmpty()) {
                throw new Unreached("Prometheus has no data for " + query);
            }
            return all;
        });
    }

    /** What a query gave from one time to another; nothing where there was none. */
    Uni<List<Series>> between(String query, Instant from, Instant to) {
        long step = Math.max(SHORTEST_STEP_S, Duration.between(from, to).toSeconds() / POINTS);
        return ask("query_range?query=" + encode(query) + "&start=" + from.getEpochSecond() + "&end="
                        + to.getEpochSecond() + "&step=" + step)
                .map(data -> series(data, "values"));
    }

    private Uni<JsonNode> ask(String call) {
        String base = server.toString();
        URI uri = URI.create((base.endsWith("/") ? base : base + "/") + "api/v1/" + call);
        return outbound.get(uri, headers, patience).map(PrometheusApi::data);
    }

    private static JsonNode data(Outbound.Answer answer) {
        JsonNode said = read(answer);
        if (answer.status() != 200 || !said.path("status").asText().equals("success")) {
            String error = said.path("error").asText("");
            throw new Unreached("Prometheus answered " + answer.status()
                    + (error.isEmpty() ? "." : ": " + error.substring(0, Math.min(error.length(), 300))));
        }
        return said.path("data");
    }

    private static JsonNode read(Outbound.Answer answer) {
        try {
            return JSON.readTree(answer.body().toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new Unreached("What answered " + answer.status() + " is not Prometheus: it sent "
                    + (answer.type() == null ? "no JSON." : answer.type() + "."));
        }
    }

    private static List<Series> series(JsonNode data, String field) {
        List<Series> all = new ArrayList<>();
        String type = data.path("resultType").asText();
        if (type.equals("scalar")) {
            all.add(new Series("", List.of(number(data.path("result")))));
            return all;
        }
        for (JsonNode one : data.path("result")) {
            List<Double> values = new ArrayList<>();
            if (field.equals("value")) {
                values.add(number(one.path("value")));
            } else {
                one.path("values").forEach(point -> values.add(number(point)));
            }
            if (!values.isEmpty()) {
                all.add(new Series(labels(one.path("metric")), List.copyOf(values)));
            }
        }
        return all;
    }

    private static double number(JsonNode point) {
        double value;
        try {
            value = Double.parseDouble(point.path(1).asText());
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw new Unreached(
                    "Prometheus answered " + point.path(1).asText("nothing") + " where a number should be.");
        }
        return value;
    }

    private static String labels(JsonNode metric) {
        Map<String, String> sorted = new TreeMap<>();
        metric.fields()
                .forEachRemaining(
                        label -> sorted.put(label.getKey(), label.getValue().asText()));
        return sorted.toString();
    }

    private static String encode(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
