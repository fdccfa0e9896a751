package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Contexts;
import dev.firstlight.server.exchange.Vocabulary;
import dev.firstlight.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws contexts of the kinds a LaunchDarkly document names, with the attributes it asks about. */
final class LaunchDarklyContexts implements Contexts {

    private static final int OTHER_KIND_PERCENT = 70;
    private static final String KEY = "key";

    /** By kind; an attribute is named by its path with slashes. */
    private final Map<String, Vocabulary> kinds = new LinkedHashMap<>();

    LaunchDarklyContexts(JsonNode document) {
        kind(Kinds.USER);
        document.path("flags").forEach(this::read);
        document.path("segments").forEach(this::read);
    }

    private Vocabulary kind(String kind) {
        return kinds.computeIfAbsent(kind, name -> new Vocabulary());
    }

    private void read(JsonNode flagOrSegment) {
        for (String list : List.of("targets", "contextTargets", "includedContexts", "excludedContexts")) {
            for (JsonNode target : flagOrSegment.path(list)) {
                String kind = AttributeReference.kind(target.path("contextKind"));
                target.path("values").forEach(key -> kind(kind).add(KEY, key));
            }
        }
        for (String list : List.of("included", "excluded")) {
            flagOrSegment.path(list).forEach(key -> kind(Kinds.USER).add(KEY, key));
        }
        for (JsonNode rule : flagOrSegment.path("rules")) {
            rule.path("clauses").forEach(this::clause);
            unit(rule, "rolloutContextKind");
            unit(rule.path("rollout"), "contextKind");
        }
        unit(flagOrSegment.path("fallthrough").path("rollout"), "contextKind");
    }

    private void clause(JsonNode clause) {
        AttributeReference attribute =
                AttributeReference.read(clause.path("attribute").textValue(), clause.path("contextKind"));
        if (attribute == null || attribute.is("kind")) {
            return;
        }
        String path = String.join("/", attribute.names());
        kind(attribute.kind()).add(path);
        clause.path("values").forEach(value -> kind(attribute.kind()).add(path, value));
    }

    private void unit(JsonNode rollout, String kindName) {
        AttributeReference unit =
                AttributeReference.read(rollout.path("bucketBy").textValue(), rollout.path(kindName));
        if (unit != null) {
            kind(unit.kind()).add(String.join("/", unit.names()));
        }
    }

    @Override
    public JsonNode draw(RandomGenerator random) {
        ObjectNode multi = Json.object().put("kind", "multi");
        kinds.forEach((kind, vocabulary) -> {
            if (kind.equals(Kinds.USER) || random.nextInt(100) < OTHER_KIND_PERCENT) {
                multi.set(kind, one(vocabulary, random));
            }
        });
        return multi;
    }

    private static ObjectNode one(Vocabulary vocabulary, RandomGenerator random) {
        ObjectNode context = Json.object();
        JsonNode key = random.nextBoolean() ? vocabulary.draw(KEY, random) : null;
        context.set(KEY, key == null || !key.isTextual() ? Vocabulary.unit(random) : key);
        for (String path : vocabulary.attributes()) {
            JsonNode value = path.equals(KEY) ? null : vocabulary.draw(path, random);
            if (value != null) {
                Vocabulary.put(context, path.split("/", -1), value);
            }
        }
        return context;
    }
}
