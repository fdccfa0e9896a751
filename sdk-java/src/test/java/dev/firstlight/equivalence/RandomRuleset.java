package dev.firstlight.equivalence;

import static dev.firstlight.equivalence.Pools.one;
import static dev.firstlight.equivalence.Pools.percent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random rulesets as the server sends them, and now and then as it never would. */
final class RandomRuleset {

    static final int FLAGS = 6;
    private static final int SEGMENTS = 4;
    private static final int DAMAGED_PERCENT = 60;
    private static final List<String> TYPES = List.of("boolean", "string", "integer", "number", "object");

    private final Random random;
    private final boolean wild;
    private final RandomCondition conditions;

    RandomRuleset(Random random) {
        this.random = random;
        this.wild = percent(30, random);
        this.conditions = new RandomCondition(random, wild);
    }

    private boolean oddly(int percent) {
        return wild && percent(percent, random);
    }

    ObjectNode document() {
        ObjectNode ruleset = Json.object()
                .put("schema", 1)
                .put("project", "p")
                .put("environment", "e")
                .put("epoch", 1)
                .put("revision", 1 + random.nextInt(1_000));
        ruleset.putObject("regionGroups").putArray("pacific").add("nz").add("au");
        ObjectNode flags = ruleset.putObject("flags");
        for (int i = 0; i < FLAGS; i++) {
            flags.set("flag-" + i, flag(i));
        }
        ObjectNode segments = ruleset.putObject("segments");
        for (int i = 0; i < SEGMENTS; i++) {
            segments.set("segment-" + i, segment());
        }
        if (oddly(DAMAGED_PERCENT)) {
            damage(ruleset);
        }
        return ruleset;
    }

    private ObjectNode flag(int index) {
        String type = one(TYPES, random);
        ObjectNode flag = Json.object().put("type", type);
        ObjectNode variants = flag.putObject("variants");
        for (String name : List.of("on", "off", "third")) {
            variants.set(name, variant(type));
        }
        flag.put("salt", oddly(3) ? "" : "salt-" + index);
        flag.put("enabled", percent(90, random));
        flag.put("offVariant", oddly(3) ? "gone" : "off");
        prerequisites(flag);
        if (percent(40, random)) {
            ArrayNode targets = flag.putArray("targets");
            ObjectNode target = targets.addObject().put("variant", variantName());
            ArrayNode keys = target.putArray("keys");
            for (int i = 0; i < 3; i++) {
                keys.add("user-" + random.nextInt(20));
            }
        }
        if (percent(80, random)) {
            ArrayNode rules = flag.putArray("rules");
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                ObjectNode rule = rules.addObject().put("id", oddly(2) ? "r0" : "r" + i);
                rule.set("when", conditions.condition(0));
                rule.set("serve", serve());
            }
        }
        flag.set("default", serve());
        return flag;
    }

    private JsonNode variant(String type) {
        if (oddly(2)) {
            return Json.node(null);
        }
        return switch (type) {
            case "boolean" -> Json.node(random.nextBoolean());
            case "string" -> Json.node(one(Pools.STRINGS, random));
            case "integer" -> Json.node((double) random.nextInt(100));
            case "number" -> Json.node(one(Pools.NUMBERS, random));
            default ->
                Json.object().put("x", one(Pools.STRINGS, random)).set("y", Json.node(one(Pools.NUMBERS, random)));
        };
    }

    private String variantName() {
        return oddly(2) ? "gone" : one(List.of("on", "off", "third"), random);
    }

    private void prerequisites(ObjectNode flag) {
        if (percent(20, random)) {
            ArrayNode prerequisites = flag.putArray("prerequisites");
            String other = oddly(5) ? "nowhere" : "flag-" + random.nextInt(FLAGS);
            prerequisites
                    .addObject()
                    .put("flag", other)
                    .putArray("variants")
                    .add(variantName())
                    .add("on");
        }
    }

    private ObjectNode serve() {
        ObjectNode serve = Json.object();
        if (percent(50, random)) {
            return serve.put("variant", variantName());
        }
        ObjectNode split = serve.putObject("split");
        conditions.by(split);
        conditions.hash(split);
        if (percent(30, random)) {
            split.put("salt", one(List.of("shared", "salt-0", ""), random));
        }
        if (percent(30, random)) {
            ArrayNode regions = split.putArray("regions");
            for (int i = 0; i < 2; i++) {
                ObjectNode entry = regions.addObject();
                entry.putArray("in").add(one(Pools.REGIONS, random));
                entry.set("ranges", ranges());
            }
        }
        split.set("ranges", ranges());
        return serve;
    }

    private ArrayNode ranges() {
        ArrayNode ranges = Json.list();
        int to = 0;
        while (to < 100_000) {
            to = percent(40, random) ? 100_000 : Math.min(100_000, to + 1 + random.nextInt(60_000));
            ranges.addObject().put("to", oddly(1) ? to + 1 : to).put("variant", variantName());
        }
        return ranges;
    }

    private ObjectNode segment() {
        ObjectNode segment = Json.object();
        for (String list : List.of("included", "excluded")) {
            if (percent(50, random)) {
                ArrayNode keys = segment.putArray(list);
                keys.add("user-" + random.nextInt(20)).add(one(Pools.STRINGS, random));
            }
        }
        if (percent(70, random)) {
            segment.set("when", conditions.condition(1));
        }
        return segment;
    }

    /** Puts something else somewhere, or takes something away. */
    private void damage(ObjectNode ruleset) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(ruleset.get("flags"), objects);
        collect(ruleset.get("segments"), objects);
        ObjectNode at = one(objects, random);
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return;
        }
        String name = one(names, random);
        switch (random.nextInt(6)) {
            case 0 -> at.remove(name);
            case 1 -> at.putNull(name);
            case 2 -> at.put(name, one(Pools.STRINGS, random));
            case 3 -> at.set(name, Json.node(one(Pools.NUMBERS, random)));
            case 4 -> at.putArray(name).add(one(Pools.STRINGS, random));
            default -> at.putObject(name).put("newer", true);
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }
}
