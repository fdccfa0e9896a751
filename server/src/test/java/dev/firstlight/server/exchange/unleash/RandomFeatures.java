package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firstlight.server.exchange.Chance;
import dev.firstlight.wire.Json;

/** Documents with all that features can have, good and odd. */
final class RandomFeatures {

    private static final int FEATURES = 6;

    private final Chance chance;

    RandomFeatures(long seed) {
        this.chance = new Chance(seed);
    }

    ObjectNode document() {
        ObjectNode document = Json.object().put("version", 2);
        ArrayNode features = document.putArray("features");
        for (int i = 0; i < FEATURES; i++) {
            features.add(feature(i));
        }
        ArrayNode segments = document.putArray("segments");
        for (int id = 1; id <= 3; id++) {
            segments.addObject().put("id", id).set("constraints", chance.list(0, 2, this::constraint));
        }
        return document;
    }

    private ObjectNode feature(int i) {
        ObjectNode feature = Json.object().put("name", "feature." + i).put("enabled", chance.percent(90));
        feature.set("strategies", chance.list(0, 3, this::strategy));
        if (chance.percent(50)) {
            feature.set("variants", variants());
        }
        if (chance.percent(30)) {
            feature.set("dependencies", chance.list(0, 2, this::dependency));
        }
        return feature;
    }

    private JsonNode dependency() {
        ObjectNode dependency = Json.object().put("feature", "feature." + chance.below(FEATURES + 1));
        if (chance.percent(50)) {
            dependency.put("enabled", chance.percent(60));
        }
        if (chance.percent(40)) {
            dependency.set("variants", chance.list(0, 2, () -> TextNode.valueOf(chance.one("a", "b", "disabled"))));
        }
        return dependency;
    }

    private JsonNode strategy() {
        ObjectNode strategy = Json.object();
        ObjectNode parameters = Json.object();
        switch (chance.below(10)) {
            case 0 -> strategy.put("name", "default");
            case 1 -> {
                strategy.put("name", "userWithId");
                parameters.put("userIds", chance.one("u1", "u1,u2 , u3", "", "u 4"));
            }
            case 2 -> {
                strategy.put("name", "remoteAddress");
                parameters.put("IPs", chance.one("10.0.0.1", "10.0.0.0/8, 1.2.3.4", "junk,10.0.0.7", "::1,::/0", ""));
            }
            case 3 -> {
                strategy.put("name", chance.one("gradualRolloutUserId", "gradualRolloutSessionId", "custom"));
                parameters.put("percentage", chance.one("0", "37", "100", "x", "50.5"));
                parameters.put("groupId", chance.one("g", ""));
            }
            case 4 -> {
                strategy.put("name", "gradualRolloutRandom");
                parameters.put("percentage", chance.one("0", "100", "50"));
            }
            default -> {
                strategy.put("name", "flexibleRollout");
                parameters.put("rollout", chance.one("0", "1", "50", "99", "100"));
                parameters.put("stickiness", chance.one("default", "default", "userId", "tenant", "random"));
                parameters.put("groupId", chance.one("g", "h"));
            }
        }
        strategy.set("parameters", parameters);
        strategy.set("constraints", chance.list(0, 2, this::constraint));
        if (chance.percent(20)) {
            strategy.set("segments", chance.list(1, 2, () -> IntNode.valueOf(1 + chance.below(4))));
        }
        if (chance.percent(25)) {
            strategy.set("variants", variants());
        }
        return strategy;
    }

    private ArrayNode variants() {
        String stickiness = chance.one("", "default", "tenant", "random");
        return chance.list(0, 3, () -> {
            ObjectNode variant = Json.object()
                    .put("name", chance.one("a", "b", "c", "off"))
                    .put("weight", chance.one(0, 1, 33, 334, 500));
            if (!stickiness.isEmpty()) {
                variant.put("stickiness", stickiness);
            }
            if (chance.percent(50)) {
                variant.putObject("payload").put("type", "string").put("value", chance.one("x", "y"));
            }
            if (chance.percent(20)) {
                variant.putArray("overrides")
                        .addObject()
                        .put("contextName", chance.one("userId", "tenant"))
                        .putArray("values")
                        .add(chance.one("u1", "t1"));
            }
            return variant;
        });
    }

    private JsonNode constraint() {
        String operator = chance.one(
                "IN",
                "NOT_IN",
                "STR_CONTAINS",
                "STR_STARTS_WITH",
                "STR_ENDS_WITH",
                "NUM_EQ",
                "NUM_GT",
                "NUM_GTE",
                "NUM_LT",
                "NUM_LTE",
                "DATE_AFTER",
                "DATE_BEFORE",
                "SEMVER_EQ",
                "SEMVER_GT",
                "SEMVER_LT",
                "REGEX",
                "ODD");
        ObjectNode constraint = Json.object().put("operator", operator);
        constraint.put("contextName", chance.one("userId", "environment", "tenant", "level"));
        if (chance.percent(25)) {
            constraint.put("inverted", true);
        }
        if (chance.percent(25)) {
            constraint.put("caseInsensitive", true);
        }
        switch (operator.replaceFirst("_.*", "")) {
            case "NUM" -> constraint.put("value", chance.one("5", "-1.5", "1e3", "five"));
            case "DATE" -> constraint.put("value", chance.one("2026-01-31T00:00:00.000Z", "2026-01-31", ""));
            case "SEMVER" -> constraint.put("value", chance.one("1.2.3", "v2.0.0", "1.2.3-beta.1", "1.2", "x"));
            case "REGEX" -> constraint.put("value", chance.one("^u[0-9]+$", "t1|prod", "("));
            default ->
                constraint.set(
                        "values",
                        chance.list(
                                0,
                                3,
                                () -> TextNode.valueOf(chance.one(
                                        "u1", "U", "prod", " dev ", "", "t1", "kß", "5", "1.2.3", "a.b[c]^-"))));
        }
        return constraint;
    }

    ObjectNode context() {
        ObjectNode context = Json.object();
        ObjectNode properties = context.putObject("properties");
        set(context, "userId", "u1", "u2", "u 4", "U1x", "");
        set(context, "sessionId", "s1", "s2");
        set(context, "remoteAddress", "10.0.0.1", "10.9.9.9", "1.2.3.4", "::1", "junk", "10.0.0.7");
        set(context, "environment", "prod", "dev", "PROD-5", "1.2.3");
        set(
                context,
                "currentTime",
                "2026-01-30T00:00:00Z",
                "2026-01-31T00:00:00Z",
                "2026-02-01T12:00:00+02:00",
                "soon");
        set(properties, "tenant", "t1", "t2", "\u212Aß", "1.2.3-beta.2", "2.0.0", "v1.2.3", "1.2", "a.B[C]^-z");
        set(properties, "level", "5", "4.5", "1000", "-1.5", "five", "5.0");
        return context;
    }

    private void set(ObjectNode in, String name, String... values) {
        if (chance.percent(75)) {
            in.put(name, chance.percent(50) ? chance.one(values) : values[0]);
        }
        if (chance.percent(10)) {
            in.put(name, "unit-" + chance.below(1000));
        }
    }
}
