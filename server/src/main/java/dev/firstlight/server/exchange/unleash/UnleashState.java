package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a document says, whichever of its two forms it has: {@code {"features", "segments"}}, or the events that lead
 * there.
 *
 * @param features by name
 * @param segments by id
 */
record UnleashState(Map<String, Found> features, Map<String, Found> segments) {

    /**
     * A feature or a segment.
     *
     * @param node it
     * @param pointer where it stands
     */
    record Found(JsonNode node, String pointer) {

        boolean on() {
            return node.path("enabled").asBoolean();
        }

        /** Whether it depends on other features. */
        boolean dependent() {
            return !node.path("dependencies").isEmpty();
        }
    }

    static UnleashState of(JsonNode document) {
        UnleashState state = new UnleashState(new LinkedHashMap<>(), new LinkedHashMap<>());
        state.all(document, "");
        JsonNode events = document.path("events");
        for (int i = 0; i < events.size(); i++) {
            state.event(events.get(i), "/events/" + i);
        }
        return state;
    }

    private void all(JsonNode document, String pointer) {
        JsonNode listed = document.path("features");
        for (int i = 0; i < listed.size(); i++) {
            features.put(listed.get(i).path("name").asText(), new Found(listed.get(i), pointer + "/features/" + i));
        }
        JsonNode shared = document.path("segments");
        for (int i = 0; i < shared.size(); i++) {
            segments.put(shared.get(i).path("id").asText(), new Found(shared.get(i), pointer + "/segments/" + i));
        }
    }

    private void event(JsonNode event, String pointer) {
        JsonNode feature = event.path("feature");
        JsonNode segment = event.path("segment");
        switch (event.path("type").asText()) {
            case "hydration" -> {
                features.clear();
                segments.clear();
                all(event, pointer);
            }
            case "feature-updated" ->
                features.put(feature.path("name").asText(), new Found(feature, pointer + "/feature"));
            case "feature-removed" -> features.remove(event.path("featureName").asText());
            case "segment-updated" ->
                segments.put(segment.path("id").asText(), new Found(segment, pointer + "/segment"));
            case "segment-removed" -> segments.remove(event.path("segmentId").asText());
            default -> {
                // An SDK does not know it either.
            }
        }
    }

    /** All constraints, wherever they stand. */
    List<JsonNode> constraints() {
        List<JsonNode> constraints = new ArrayList<>();
        segments.values().forEach(segment -> segment.node().path("constraints").forEach(constraints::add));
        strategies().forEach(strategy -> strategy.path("constraints").forEach(constraints::add));
        return constraints;
    }

    /** The strategies of all features. */
    List<JsonNode> strategies() {
        List<JsonNode> strategies = new ArrayList<>();
        features.values().forEach(feature -> feature.node().path("strategies").forEach(strategies::add));
        return strategies;
    }

    /** Features by the keys they have here. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        features.keySet().forEach(name -> names.putIfAbsent(KeyName.of(name), name));
        return names;
    }

    /** The key that a segment has here. */
    static String segment(String id) {
        return "segment-" + id;
    }

    /** A strategy's own parameters, with those it does not set missing. */
    static JsonNode parameters(JsonNode strategy) {
        JsonNode parameters = strategy.path("parameters");
        return parameters instanceof ObjectNode ? parameters : Json.object();
    }
}
