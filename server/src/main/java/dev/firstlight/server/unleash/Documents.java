package dev.firstlight.server.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Exported;
import dev.firstlight.server.exchange.unleash.UnleashExport;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.wire.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What SDKs fetch: made once for each revision and each kind of SDK, when the first of them asks. */
@ApplicationScoped
class Documents {

    private final Map<Long, Made> made = new ConcurrentHashMap<>();
    private final Vertx vertx;

    Documents(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * A document.
     *
     * @param features by name, in their order
     * @param segments those that are named
     * @param leftOut features that the SDK would not understand, or Unleash cannot say: why, by name
     */
    record Document(Map<String, ObjectNode> features, ArrayNode segments, Map<String, String> leftOut) {}

    private record Made(PublishedRuleset ruleset, Exported exported, Map<ClientSpec, Document> documents) {}

    Uni<Document> of(PublishedRuleset ruleset, ClientSpec spec) {
        ClientSpec level = spec.level();
        Made known = known(ruleset);
        Document document = known == null ? null : known.documents().get(level);
        return document != null
                ? Uni.createFrom().item(document)
                // Thousands of flags take too long for an event loop; one at a time, so that nothing is made twice.
                : Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> make(ruleset, level), true)
                        .toCompletionStage());
    }

    private @Nullable Made known(PublishedRuleset ruleset) {
        Made known = made.get(ruleset.environmentId());
        return known != null && known.ruleset() == ruleset ? known : null;
    }

    private Document make(PublishedRuleset ruleset, ClientSpec level) {
        Made known = known(ruleset);
        if (known == null) {
            Exported exported = UnleashExport.of(ruleset.ruleset().spec());
            known = new Made(ruleset, exported, new ConcurrentHashMap<>());
            made.put(ruleset.environmentId(), known);
        }
        Exported exported = known.exported();
        return known.documents().computeIfAbsent(level, missing -> write(exported, missing));
    }

    private static Document write(Exported exported, ClientSpec level) {
        JsonNode segments = exported.document().path("segments");
        Downgrade downgrade = new Downgrade(level, segments);
        Map<String, ObjectNode> features = new LinkedHashMap<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        exported.remarks().stream()
                .filter(remark -> remark.refused() && remark.flag() != null)
                .forEach(remark -> leftOut.putIfAbsent(String.valueOf(remark.flag()), remark.sentence()));
        for (JsonNode original : exported.document().path("features")) {
            String name = original.path("name").asText();
            Downgrade.Written written = downgrade.feature((ObjectNode) original);
            ObjectNode feature = written.feature();
            if (feature == null) {
                leftOut.put(name, String.valueOf(written.leftOut()));
            } else {
                features.put(name, feature);
            }
        }
        dropOrphans(features, leftOut);
        return new Document(features, level.has(ClientSpec.SEGMENTS) ? (ArrayNode) segments : Json.list(), leftOut);
    }

    /** What depends on a feature that is left out would be off for everybody. */
    private static void dropOrphans(Map<String, ObjectNode> features, Map<String, String> leftOut) {
        features.entrySet().removeIf(each -> {
            for (JsonNode dependency : each.getValue().path("dependencies")) {
                String parent = dependency.path("feature").asText();
                if (leftOut.containsKey(parent)) {
                    leftOut.put(each.getKey(), "It depends on \"" + parent + "\", which is left out.");
                    return true;
                }
            }
            return false;
        });
    }
}
