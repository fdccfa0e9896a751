package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Range;
import dev.firstlight.core.Rule;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Chance;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rulesets of our own making whose attributes are texts, but for one that is always compared as a number. */
final class RandomTexts {

    private static final Hash ROLLOUT = new Hash("unleash", 0, 100);
    private static final Hash VARIANTS = new Hash("unleash", VariantImport.SEED, 100);

    private final Chance chance;

    RandomTexts(long seed) {
        this.chance = new Chance(seed);
    }

    RulesetSpec ruleset() {
        Map<String, SegmentSpec> segments = Map.of(
                "plain", new SegmentSpec(List.of(), List.of(), leaf()),
                "mixed", new SegmentSpec(List.of("u1"), List.of("u2"), condition(2)),
                "nested", new SegmentSpec(List.of(), List.of(), new Condition.InSegment("plain")));
        Map<String, FlagSpec> flags = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            flags.put("flag-" + i, toggle(List.of()));
        }
        flags.put("child", toggle(List.of(new Prerequisite("flag-0", List.of(chance.one("on", "off"))))));
        flags.put("text", text());
        return new RulesetSpec("p", "e", 1, 1, Map.of("oceania", List.of("nz", "au")), flags, segments);
    }

    private FlagSpec toggle(List<Prerequisite> prerequisites) {
        List<Rule> rules = new ArrayList<>();
        for (int i = chance.below(4); i > 0; i--) {
            rules.add(new Rule("r" + i, null, condition(0), serve()));
        }
        return new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "salt",
                chance.percent(90),
                "off",
                false,
                prerequisites,
                chance.percent(30)
                        ? List.of(new Target("off", List.of("u3")), new Target("on", List.of("u1", "u2")))
                        : List.of(),
                rules,
                serve(),
                null);
    }

    private Serve serve() {
        return chance.percent(75)
                ? new Serve.Variant(chance.one("on", "off"))
                : new Serve.Split(
                        chance.one("targetingKey", "a"),
                        ROLLOUT,
                        chance.one("s", "t"),
                        List.of(),
                        List.of(new Range(chance.one(1_000, 33_000, 98_765), "on"), new Range(100_000, "off")));
    }

    private FlagSpec text() {
        Serve split = new Serve.Split(
                "targetingKey",
                chance.one(VARIANTS, new Hash("unleash", VariantImport.SEED, 7)),
                "s",
                List.of(),
                List.of(new Range(25_000, "red"), new Range(71_000, "blue"), new Range(100_000, "red")));
        return new FlagSpec(
                ValueType.STRING,
                Map.of("red", "r", "blue", "b"),
                "salt",
                chance.percent(90),
                "red",
                false,
                List.of(),
                List.of(),
                List.of(new Rule("r", null, condition(0), chance.one(split, new Serve.Variant("blue")))),
                split,
                null);
    }

    private Condition condition(int depth) {
        if (depth == 3 || chance.percent(50)) {
            return leaf();
        }
        return switch (chance.below(6)) {
            case 0, 1 -> new Condition.All(List.of(condition(depth + 1), condition(depth + 1)));
            case 2, 3 -> new Condition.Any(List.of(condition(depth + 1), condition(depth + 1)));
            case 4 -> new Condition.Not(condition(depth + 1));
            default -> depth < 2 ? new Condition.InSegment(chance.one("plain", "mixed", "nested")) : leaf();
        };
    }

    private Condition leaf() {
        String attribute = chance.one("targetingKey", "a", "b", "region");
        return switch (chance.below(7)) {
            case 0, 1 -> Conditions.leaf(attribute, "in", List.of("u1", "x", "nz"));
            case 2 -> Conditions.leaf(attribute, chance.one("contains", "startsWith", "endsWith"), List.of("u", "z"));
            case 3 -> Conditions.leaf("n", chance.one("<", "<=", ">", ">="), List.of(chance.one(-1.5, 0d, 5d)));
            case 4 -> Conditions.leaf("n", "in", List.of(5d, 0d));
            case 5 -> Conditions.exists(attribute);
            default ->
                new Condition.InBucket(chance.one("targetingKey", "a"), ROLLOUT, "s", 0, chance.one(50_000, 100_000));
        };
    }

    ObjectNode context() {
        ObjectNode context = Json.object();
        ObjectNode properties = context.putObject("properties");
        set(context, "userId", "u" + chance.below(5), "user-" + chance.below(500));
        set(properties, "a", "x", "u1", "xyz", "unit-" + chance.below(200));
        set(properties, "b", "x", "u9", "nz");
        set(properties, "region", "nz", "au", "de");
        set(properties, "n", "5", "0", "-1.5", "-2", "7.25");
        return context;
    }

    private void set(ObjectNode in, String name, String... values) {
        if (chance.percent(80)) {
            in.put(name, chance.one(values));
        }
    }
}
