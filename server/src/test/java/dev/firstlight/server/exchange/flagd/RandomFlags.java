package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Chance;
import dev.firstlight.wire.Json;

/** flagd documents and contexts that use everything that can be imported. */
public final class RandomFlags {

    static final int FLAGS = 4;
    private static final int DEEPEST = 3;

    private final Chance chance;

    public RandomFlags(long seed) {
        this.chance = new Chance(seed);
    }

    public ObjectNode document() {
        ObjectNode document = Json.object();
        document.putObject("$evaluators").set("shared", condition(DEEPEST));
        ObjectNode flags = document.putObject("flags");
        for (int i = 0; i < FLAGS; i++) {
            ObjectNode flag = flags.putObject("flag-" + i);
            flag.put("state", "ENABLED").put("defaultVariant", chance.one("red", "blue", "true"));
            flag.putObject("variants")
                    .put("red", "#f00")
                    .put("blue", "#00f")
                    .put("true", "t")
                    .put("false", "f");
            flag.set("targeting", decision(0));
        }
        return document;
    }

    public ObjectNode context() {
        ObjectNode context = Json.object();
        if (chance.percent(90)) {
            context.put("targetingKey", "user-" + chance.below(500));
        }
        if (chance.percent(80)) {
            context.put("a", chance.one("x", "xy", "zx", ""));
        }
        if (chance.percent(80)) {
            context.put("n", chance.one(-1.0, 0.0, 1.0, 2.5, 10.0));
        }
        if (chance.percent(80)) {
            context.put("v", chance.one("1.2.3", "1.2", "v1.3.0", "2.0.0-rc.1", "2.0.0", "1.2.3-beta", "none"));
        }
        if (chance.percent(70)) {
            context.put("b", chance.percent(50));
        }
        if (chance.percent(60)) {
            context.putObject("o").put("p", "mail-" + chance.below(300));
        }
        return context;
    }

    private JsonNode decision(int depth) {
        if (depth == DEEPEST || chance.percent(35)) {
            return outcome();
        }
        ArrayNode branches = Json.list();
        int count = 1 + chance.below(2);
        for (int i = 0; i < count; i++) {
            branches.add(condition(1)).add(decision(depth + 1));
        }
        if (chance.percent(60)) {
            branches.add(decision(depth + 1));
        }
        return Chance.with("if", branches);
    }

    private JsonNode outcome() {
        return switch (chance.below(5)) {
            case 0 -> Json.node(null);
            case 1 -> Json.node(chance.percent(50));
            case 2, 3 -> Json.node(chance.one("red", "blue"));
            default -> Chance.with("fractional", fractional());
        };
    }

    private ArrayNode fractional() {
        ArrayNode fractional = Json.list();
        switch (chance.below(4)) {
            case 0 -> fractional.add(variable("a"));
            case 1 ->
                fractional.add(Chance.with(
                        "cat",
                        Json.list().add(variable("$flagd.flagKey")).add("/").add(variable("o.p"))));
            default -> {}
        }
        for (String variant : new String[] {"red", "blue", "true"}) {
            ArrayNode part = fractional.addArray().add(variant);
            if (chance.percent(80)) {
                part.add(chance.one(0, 1, 25, 33, 50, 1_000_000));
            }
        }
        return fractional;
    }

    private static ObjectNode variable(String name) {
        return Chance.with("var", name);
    }

    private JsonNode condition(int depth) {
        if (depth < DEEPEST && chance.percent(40)) {
            return switch (chance.below(4)) {
                case 0 ->
                    Chance.with("and", Json.list().add(condition(depth + 1)).add(condition(depth + 1)));
                case 1 ->
                    Chance.with("or", Json.list().add(condition(depth + 1)).add(condition(depth + 1)));
                case 2 -> Chance.with("!", Json.list().add(condition(depth + 1)));
                default -> Chance.with("$ref", "shared");
            };
        }
        return switch (chance.below(10)) {
            case 0 -> variable(chance.one("a", "n", "b"));
            case 1 -> pair(chance.one("==", "===", "!=", "!=="), "a", Json.node(chance.one("x", "xy")));
            case 2 -> pair(chance.one("==", "!="), "n", Json.node(chance.one(0.0, 1.0)));
            case 3 -> pair(chance.one("<", "<=", ">", ">="), "n", Json.node(chance.one(-1.0, 0.0, 2.0)));
            case 4 ->
                Chance.with(
                        "<", Json.list().add(Json.node(-0.5)).add(variable("n")).add(Json.node(5.0)));
            case 5 -> pair("in", "a", Json.list().add("x").add("zx"));
            case 6 -> Chance.with("in", Json.list().add("x").add(variable("a")));
            case 7 -> pair(chance.one("starts_with", "ends_with"), "a", Json.node("x"));
            case 8 -> pair("==", chance.one("a", "o.p"), Json.node(null));
            default ->
                Chance.with(
                        "sem_ver",
                        Json.list()
                                .add(variable("v"))
                                .add(chance.one("=", "!=", "<", "<=", ">", ">=", "^", "~"))
                                .add(chance.one("1.2.3", "2.0.0")));
        };
    }

    private static ObjectNode pair(String op, String name, JsonNode value) {
        return Chance.with(op, Json.list().add(variable(name)).add(value));
    }
}
