package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Chance;
import dev.firstlight.wire.Json;
import java.util.List;

/** GrowthBook documents and attributes that use what can be imported without a remark about single values. */
final class RandomFeatures {

    static final int FEATURES = 6;

    private final Chance chance;

    RandomFeatures(long seed) {
        this.chance = new Chance(seed);
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        document.putObject("savedGroups").set("staff", Json.node(List.of("x", 1, "k3")));
        ObjectNode features = document.putObject("features");
        for (int i = 0; i < FEATURES; i++) {
            features.set("feature" + i, feature(i));
        }
        return document;
    }

    ObjectNode attributes() {
        ObjectNode attributes = Json.object();
        if (chance.percent(85)) {
            attributes.set("id", Json.node(chance.percent(10) ? chance.<Object>one("", 0, 7, true, 1.5) : key()));
        }
        if (chance.percent(70)) {
            attributes.set("company", Json.node(chance.percent(10) ? chance.<Object>one("", 0, 12) : key()));
        }
        for (String name : new String[] {"a", "b"}) {
            if (chance.percent(70)) {
                attributes.set(name, attribute());
            }
        }
        if (chance.percent(70)) {
            attributes.set("version", Json.node(chance.one("1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1", "2.0.0")));
        }
        if (chance.percent(70)) {
            attributes.set("tags", chance.list(0, 3, () -> Json.node(chance.one("x", "y", "z"))));
        }
        if (chance.percent(60)) {
            attributes.set("o", Chance.with("p", attribute()));
        }
        return attributes;
    }

    private String key() {
        return "k" + chance.below(500);
    }

    /** No numbers as texts: those are in no order here, as the import says. */
    private JsonNode attribute() {
        return Json.node(chance.<Object>one("x", "X", "y", "", "null", true, false, 0, 1, 2, 3.5, -4));
    }

    private JsonNode scalar() {
        return Json.node(chance.<Object>one("x", "X", "y", "", "null", true, false, 0, 1, 2, 3.5, -4, "2"));
    }

    private ObjectNode feature(int index) {
        ObjectNode feature = Chance.with("defaultValue", value());
        feature.set("rules", chance.list(0, 4, () -> rule(index)));
        return feature;
    }

    private JsonNode value() {
        return Json.node(chance.<Object>one("red", "green", "blue"));
    }

    private ObjectNode rule(int index) {
        ObjectNode rule = Json.object();
        if (chance.percent(50)) {
            rule.set("condition", condition(2));
        }
        if (index > 0 && chance.percent(25)) {
            rule.set("parentConditions", chance.list(1, 2, () -> parent(index)));
        }
        if (chance.percent(20)) {
            rule.set(
                    "filters",
                    chance.list(
                            1,
                            2,
                            () -> Chance.with(
                                    Chance.with(
                                            Chance.with("seed", "ns" + chance.below(3)),
                                            "attribute",
                                            chance.one("id", "company")),
                                    "ranges",
                                    chance.list(1, 2, this::range))));
        }
        if (chance.percent(50)) {
            rule.put("hashVersion", chance.one(1, 2, 2, 99));
        }
        if (chance.percent(30)) {
            rule.put("hashAttribute", "company");
        }
        if (chance.percent(40)) {
            rule.put("seed", "seed" + chance.below(5));
        }
        if (chance.percent(50)) {
            rule.put("coverage", chance.one(0.0, 0.1, 0.29, 0.57, 1.0));
        }
        return chance.percent(10) ? rule : chance.percent(50) ? forced(rule) : experiment(rule);
    }

    private ObjectNode forced(ObjectNode rule) {
        if (chance.percent(20)) {
            rule.set("range", range());
        }
        return Chance.with(rule, "force", value());
    }

    private ObjectNode experiment(ObjectNode rule) {
        rule.set("variations", chance.list(1, 3, this::value));
        if (chance.percent(40)) {
            rule.set("weights", Json.node(chance.one(List.of(0.5, 0.5), List.of(0.1, 0.2, 0.7), List.of(0.3, 0.3))));
        }
        if (chance.percent(20)) {
            rule.set("ranges", chance.list(1, 4, this::range));
        }
        if (chance.percent(20)) {
            rule.set("namespace", Json.node(List.of("space", 0.2, 0.7)));
        }
        if (chance.percent(20)) {
            rule.set("meta", chance.list(1, 3, () -> Chance.with("passthrough", chance.percent(50))));
        }
        return Chance.with(rule, "key", "experiment" + chance.below(3));
    }

    private JsonNode range() {
        double from = chance.below(100) / 100.0;
        return Json.node(List.of(from, from + chance.below(60) / 100.0));
    }

    private ObjectNode parent(int index) {
        ObjectNode parent = Chance.with("id", chance.percent(10) ? "gone" : "feature" + chance.below(index));
        parent.set(
                "condition",
                Chance.with(
                        "value",
                        chance.one(
                                Json.node("red"),
                                Chance.with("$in", List.of("red", "blue")),
                                Chance.with("$ne", "green"),
                                Chance.with("$exists", chance.percent(50)))));
        return chance.percent(40) ? parent.put("gate", true) : parent;
    }

    private ObjectNode condition(int depth) {
        if (depth > 0 && chance.percent(40)) {
            String operator = chance.one("$or", "$nor", "$and", "$not");
            return operator.equals("$not")
                    ? Chance.with(operator, condition(depth - 1))
                    : Chance.with(operator, chance.list(0, 3, () -> condition(depth - 1)));
        }
        ObjectNode condition = Json.object();
        for (int n = 1 + chance.below(2); n > 0; n--) {
            switch (chance.below(5)) {
                case 0 ->
                    condition.set(
                            "version",
                            Chance.with(
                                    chance.one("$veq", "$vne", "$vgt", "$vgte", "$vlt", "$vlte"),
                                    chance.one("1.2.0", "v1.10.0", "2.0.0-rc.1")));
                case 1 -> condition.set("tags", tags());
                default ->
                    condition.set(chance.one("a", "b", "id", "o.p"), chance.percent(30) ? scalar() : operators(depth));
            }
        }
        return condition;
    }

    private ObjectNode tags() {
        JsonNode some = chance.list(1, 2, () -> Json.node(chance.one("x", "y")));
        return Chance.with(chance.one("$in", "$nin", "$all", "$ini", "$alli"), some);
    }

    private ObjectNode operators(int depth) {
        String operator = chance.one(
                "$eq",
                "$ne",
                "$lt",
                "$lte",
                "$gt",
                "$gte",
                "$exists",
                "$in",
                "$nin",
                "$ini",
                "$nini",
                "$inGroup",
                "$notInGroup",
                "$not",
                "$type",
                "$regexi",
                "$nonsense");
        Object value =
                switch (operator) {
                    case "$lt", "$lte", "$gt", "$gte" -> chance.<Object>one(0, 1, 2.5, -1);
                    case "$exists" -> chance.percent(50);
                    case "$in", "$nin", "$ini", "$nini" -> chance.list(0, 3, this::scalar);
                    case "$inGroup", "$notInGroup" -> chance.one("staff", "none");
                    case "$type" -> chance.one("string", "number", "boolean", "null");
                    case "$regexi" -> chance.one("^x", "y$", "^t");
                    case "$not" -> depth > 0 ? operators(depth - 1) : scalar();
                    default -> scalar();
                };
        return Chance.with(operator, value);
    }
}
