package dev.firstlight.server.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counters of each metric as they are kept at a restart. */
final class CountersJson {
    private CountersJson() {}

    static String write(Map<String, List<List<Stratum>>> counters) {
        ObjectNode json = Json.object();
        counters.forEach((metric, layers) -> {
            ArrayNode kept = json.putArray(metric);
            layers.forEach(layer -> {
                ArrayNode strata = kept.addArray();
                layer.forEach(s -> strata.addArray()
                        .add(s.region())
                        .add(s.stage())
                        .add(s.share())
                        .add(s.treatment().units())
                        .add(s.treatment().events())
                        .add(s.control().units())
                        .add(s.control().events()));
            });
        });
        return Json.write(json);
    }

    static Map<String, List<List<Stratum>>> read(String text) {
        Map<String, List<List<Stratum>>> counters = new HashMap<>();
        Json.read(text).properties().forEach(metric -> {
            List<List<Stratum>> layers = new ArrayList<>();
            for (JsonNode layer : metric.getValue()) {
                List<Stratum> strata = new ArrayList<>();
                layer.forEach(s -> strata.add(stratum(s)));
                layers.add(strata);
            }
            counters.put(metric.getKey(), layers);
        });
        return counters;
    }

    private static Stratum stratum(JsonNode s) {
        return new Stratum(
                s.get(0).asText(),
                s.get(1).asInt(),
                s.get(2).asDouble(),
                new Count(s.get(3).asLong(), s.get(4).asLong()),
                new Count(s.get(5).asLong(), s.get(6).asLong()));
    }
}
