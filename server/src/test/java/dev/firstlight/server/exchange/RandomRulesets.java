package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import dev.firstlight.core.ValueType;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Rulesets of our own making, and contexts whose attributes are often of the wrong type. */
public final class RandomRulesets {

    private static final int FLAGS = 4;
    private static final int DEEPEST = 3;

    private final Chance chance;

    public RandomRulesets(long seed) {
        this.chance = new Chance(seed);
    }

    /** With splits of the given hashes. */
    public RulesetSpec ruleset(Hash... hashes) {
        Map<String, SegmentSpec> segments = new LinkedHashMap<>();
        segments.put("inner", new SegmentSpec(List.of("u1"), List.of("u2"), condition(DEEPEST, false)));
        segments.put("outer", new SegmentSpec(List.of(), List.of("u3"), condition(1, false)));
        segments.put("listed", new SegmentSpec(List.of("u4", "u5"), List.of(), null));
        Map<String, FlagSpec> flags = new LinkedHashMap<>();
        for (int i = 0; i < FLAGS; i++) {
            flags.put("flag-" + i, flag(hashes));
        }
        return new RulesetSpec("p", "e", 1, 1, Map.of("oceania", List.of("nz", "au")), flags, segments);
    }

    private FlagSpec flag(Hash... hashes) {
        List<Rule> rules = new ArrayList<>();
        for (int i = chance.below(4); i > 0; i--) {
            rules.add(new Rule("r" + i, null, condition(0, true), serve(hashes)));
        }
        return new FlagSpec(
                ValueType.STRING,
                Map.of("red", "r", "blue", "b", "green", "g"),
                "salt" + chance.below(3),
                chance.percent(95),
                "green",
                false,
                List.of(),
                chance.percent(30)
                        ? List.of(new Target("blue", List.of("u1", "u9")), new Target("red", List.of("u7")))
                        : List.of(),
                rules,
                serve(hashes),
                null);
    }

    private Serve serve(Hash... hashes) {
        if (chance.percent(40)) {
            return new Serve.Variant(chance.one("red", "blue", "green"));
        }
        String by = chance.one("targetingKey", "targetingKey", "unit", "o.unit");
        Hash hash = chance.one(hashes);
        return new Serve.Split(
                by,
                hash,
                chance.percent(25) ? null : chance.one("other", hash.equals(Hash.MURMUR3) ? "flag-1" : "", "flag-0"),
                chance.percent(25)
                        ? List.of(
                                new RegionalRanges(List.of("oceania", "jp"), ranges()),
                                new RegionalRanges(List.of("nz", "de"), ranges()))
                        : List.of(),
                ranges());
    }

    private List<Range> ranges() {
        int first = 1 + chance.below(60_000);
        int second = first + 1 + chance.below(39_000);
        return chance.one(
                List.of(new Range(50_000, "red"), new Range(100_000, "blue")),
                List.of(new Range(first, "red"), new Range(100_000, "blue")),
                List.of(new Range(100_000, "green")),
                List.of(new Range(1, "green"), new Range(first + 1, "red"), new Range(100_000, "blue")),
                List.of(new Range(first, "green"), new Range(second, "red"), new Range(100_000, "green")));
    }

    private Condition condition(int depth, boolean segments) {
        if (depth < DEEPEST && chance.percent(50)) {
            Supplier<Condition> one = () -> condition(depth + 1, segments);
            return switch (chance.below(6)) {
                case 0, 1 -> new Condition.All(several(one));
                case 2, 3 -> new Condition.Any(several(one));
                case 4 -> new Condition.Not(one.get());
                default -> segments || depth == 1 ? new Condition.InSegment(segment(segments)) : one.get();
            };
        }
        String attribute = chance.one("a", "n", "v", "o.p", "targetingKey", "region");
        return switch (chance.below(9)) {
            case 0, 1 -> Conditions.leaf(attribute, "in", List.of("x", 1d, true, "u2", "1"));
            case 2 -> Conditions.leaf(attribute, "in", List.of("nz"));
            case 3 -> Conditions.leaf(attribute, chance.one("contains", "startsWith", "endsWith"), texts());
            case 4, 5 ->
                Conditions.leaf(attribute, chance.one("<", "<=", ">", ">="), List.of(chance.one(-1d, 0d, 1.5)));
            case 6 -> Conditions.exists(attribute);
            case 7 ->
                Conditions.leaf(
                        "v",
                        chance.one("semver=", "semver<", "semver<=", "semver>", "semver>="),
                        List.of(chance.one("1.2.3", "v1.2", "2.0.0-rc.1+7")));
            default ->
                new Condition.InBucket(chance.one("targetingKey", "unit", "o.unit"), Hash.MURMUR3, "s", 0, 100_000);
        };
    }

    /** Segments that conditions of segments name do not name others. */
    private String segment(boolean ofFlag) {
        return ofFlag ? chance.one("inner", "outer", "listed") : chance.one("inner", "listed");
    }

    private List<Condition> several(Supplier<Condition> one) {
        List<Condition> several = new ArrayList<>();
        for (int i = chance.below(4); i > 0; i--) {
            several.add(one.get());
        }
        return several;
    }

    private List<String> texts() {
        return chance.one(List.of("x"), List.of("", "y"), List.of("u1", "z"));
    }

    /** Attributes as JSON, none of them a list. */
    public ObjectNode context() {
        ObjectNode context = Json.object();
        put(context, "targetingKey", chance.one("u" + chance.below(10), "user-" + chance.below(500), ""));
        put(
                context,
                "a",
                chance.<Object>one("x", "xyz", "", 1d, 7d, 0.5, true, false, "1", "unit-" + chance.below(300)));
        put(context, "n", chance.<Object>one(-1d, 0d, 1d, 2.5, "1", "0", "x", true, false, ""));
        put(context, "v", chance.<Object>one("1.2.3", "1.2", "v1.3.0", "2.0.0-rc.1", "2.0.0", "none", 1.2, true, ""));
        put(context, "region", chance.one("nz", "au", "de", "us"));
        // That a whole number is a unit too is listed as a difference, so units are texts here.
        put(context, "unit", "unit-" + chance.below(300));
        if (chance.percent(70)) {
            ObjectNode inner = context.putObject("o");
            put(inner, "unit", "mail-" + chance.below(300));
            put(inner, "p", chance.<Object>one("x", "u1", "mail-" + chance.below(300), 3d, false));
        }
        return context;
    }

    private void put(ObjectNode in, String name, Object value) {
        if (chance.percent(80)) {
            in.set(name, Json.node(chance.percent(3) ? null : value));
        }
    }
}
