package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Contexts;
import dev.firstlight.server.exchange.Vocabulary;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws contexts that a flagd document asks about. */
final class FlagdContexts implements Contexts {

    private static final int KEYED_PERCENT = 95;

    private final Vocabulary vocabulary = new Vocabulary();

    FlagdContexts(JsonNode document) {
        FlagdImport.flags(document).forEach(flag -> read(flag.path("targeting")));
        document.path("$evaluators").forEach(this::read);
    }

    /** Whatever stands in one list with an attribute is something it is compared with. */
    private void read(JsonNode node) {
        if (node.isArray()) {
            List<String> names = new ArrayList<>();
            node.forEach(element -> {
                JsonNode name = element.path("var");
                String attribute = name.path(0).asText(name.asText(""));
                if (!attribute.isEmpty() && !attribute.startsWith("$")) {
                    names.add(attribute);
                    vocabulary.add(attribute);
                }
            });
            names.forEach(name -> node.forEach(element -> values(name, element)));
        }
        node.forEach(this::read);
    }

    private void values(String name, JsonNode element) {
        if (element.isArray()) {
            element.forEach(each -> values(name, each));
        } else if (element.isValueNode() && !element.isNull()) {
            vocabulary.add(name, element);
        }
    }

    @Override
    public JsonNode draw(RandomGenerator random) {
        ObjectNode attributes = Json.object();
        if (random.nextInt(100) < KEYED_PERCENT) {
            attributes.set(Context.TARGETING_KEY, Vocabulary.unit(random));
        }
        for (String path : vocabulary.attributes()) {
            JsonNode value = vocabulary.draw(path, random);
            if (value != null) {
                Vocabulary.put(attributes, path.split("\\.", -1), value);
            }
        }
        return attributes;
    }
}
