package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firstlight.server.exchange.Contexts;
import dev.firstlight.server.exchange.Vocabulary;
import dev.firstlight.wire.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws contexts that a document asks about. */
final class UnleashContexts implements Contexts {

    private final Vocabulary vocabulary = new Vocabulary();
    private final Set<String> units = new HashSet<>(List.of(Fields.USER_ID, Fields.SESSION_ID));

    UnleashContexts(UnleashState state) {
        units.forEach(vocabulary::add);
        vocabulary.add(Fields.REMOTE_ADDRESS);
        state.constraints().forEach(node -> constraint(Constraint.of(node)));
        state.strategies().forEach(this::strategy);
        state.features().values().forEach(feature -> variants(feature.node().path("variants")));
    }

    private void constraint(Constraint constraint) {
        switch (constraint.kind()) {
            case NUMBER -> {
                double number = Double.parseDouble(constraint.value());
                for (double each : new double[] {number - 1, number, number + 1}) {
                    add(constraint.field(), each == Math.rint(each) ? String.valueOf((long) each) : each + "");
                }
            }
            case DATE -> {
                Long millis = Constraint.millis(constraint.value());
                for (long away = -1; millis != null && away <= 1; away++) {
                    add(constraint.field(), Instant.ofEpochMilli(millis + away).toString());
                }
            }
            case VERSION -> {
                add(constraint.field(), constraint.value() + "-rc.1");
                add(constraint.field(), constraint.value() + "1");
                add(constraint.field(), "v" + constraint.value());
            }
            default -> {
                // Its values are added below.
            }
        }
        vocabulary.add(constraint.field());
        constraint.values().forEach(value -> add(constraint.field(), value));
    }

    private void strategy(JsonNode strategy) {
        JsonNode parameters = UnleashState.parameters(strategy);
        StrategyImport.list(parameters.path("userIds")).forEach(id -> add(Fields.USER_ID, id));
        StrategyImport.list(parameters.path("hostNames")).forEach(name -> add(Fields.HOST_NAME, name));
        StrategyImport.list(parameters.path("IPs")).forEach(this::address);
        sticky(parameters);
        variants(strategy.path("variants"));
    }

    private void address(String address) {
        add(Fields.REMOTE_ADDRESS, address.replaceFirst("/.*", ""));
        add(Fields.REMOTE_ADDRESS, address.replaceFirst("[0-9]+(/.*)?$", "7"));
    }

    private void variants(JsonNode variants) {
        variants.forEach(variant -> {
            sticky(variant);
            variant.path("overrides").forEach(override -> override.path("values")
                    .forEach(value -> add(override.path("contextName").asText(), value.asText())));
        });
    }

    private void sticky(JsonNode of) {
        String field = of.path("stickiness").asText("");
        if (!Stickiness.ofRollout(field).lots()) {
            units.add(field);
            vocabulary.add(field);
        }
    }

    private void add(String field, String value) {
        vocabulary.add(field, TextNode.valueOf(value));
    }

    @Override
    public JsonNode draw(RandomGenerator random) {
        ObjectNode context = Json.object();
        ObjectNode properties = context.putObject("properties");
        for (String field : vocabulary.attributes()) {
            JsonNode value = units.contains(field) && random.nextBoolean()
                    ? Vocabulary.unit(random)
                    : vocabulary.draw(field, random);
            if (value != null) {
                (Fields.BUILT_IN.contains(field) ? context : properties).set(field, value);
            }
        }
        return context;
    }
}
