package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Contexts;
import dev.firstlight.server.exchange.Vocabulary;
import dev.firstlight.wire.Json;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws attributes that a GrowthBook document asks about. */
final class GrowthBookContexts implements Contexts {

    private static final int KNOWN_UNIT_PERCENT = 15;

    private final Vocabulary vocabulary = new Vocabulary();
    private final JsonNode groups;

    GrowthBookContexts(JsonNode document) {
        this.groups = document.path("savedGroups");
        vocabulary.add(Placement.ID);
        for (JsonNode feature : document.path("features")) {
            for (JsonNode rule : feature.path("rules")) {
                vocabulary.add(Placement.attribute(rule.path("hashAttribute")));
                rule.path("filters").forEach(filter -> vocabulary.add(Placement.attribute(filter.path("attribute"))));
                condition(rule.path("condition"));
            }
        }
    }

    private void condition(JsonNode condition) {
        for (Map.Entry<String, JsonNode> part : condition.properties()) {
            if (part.getKey().equals("$not")) {
                condition(part.getValue());
            } else if (part.getKey().startsWith("$")) {
                part.getValue().forEach(this::condition);
            } else {
                vocabulary.add(part.getKey());
                values(part.getKey(), part.getValue());
            }
        }
    }

    /** Everything plain that stands somewhere in what an attribute is compared with. */
    private void values(String attribute, JsonNode compared) {
        if (compared.isContainerNode()) {
            compared.forEach(each -> values(attribute, each));
        } else if (!compared.isNull()) {
            vocabulary.add(attribute, compared);
            groups.path(compared.asText()).forEach(member -> vocabulary.add(attribute, member));
        }
    }

    @Override
    public JsonNode draw(RandomGenerator random) {
        ObjectNode attributes = Json.object();
        for (String path : vocabulary.attributes()) {
            boolean unit = path.equals(Placement.ID) && random.nextInt(100) >= KNOWN_UNIT_PERCENT;
            JsonNode value = unit ? Vocabulary.unit(random) : vocabulary.draw(path, random);
            if (value != null) {
                Vocabulary.put(attributes, path.split("\\.", -1), value);
            }
        }
        return attributes;
    }
}
