package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Chance;
import dev.firstlight.wire.Json;

/** LaunchDarkly documents and contexts that use everything that can be imported. */
final class RandomDocument {

    static final int FLAGS = 6;
    private static final int SEGMENTS = 4;

    private final Chance chance;

    RandomDocument(long seed) {
        this.chance = new Chance(seed);
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        ObjectNode segments = document.putObject("segments");
        for (int i = 0; i < SEGMENTS; i++) {
            segments.set("Seg" + i, segment(i));
        }
        ObjectNode flags = document.putObject("flags");
        for (int i = 0; i < FLAGS; i++) {
            flags.set("Flag" + i, flag(i));
        }
        return document;
    }

    ObjectNode context() {
        return switch (chance.below(4)) {
            case 0 -> kind("user", false);
            case 1 -> kind("org", false);
            case 2 -> {
                ObjectNode old = Chance.with("key", key());
                old.set("custom", attributes(Json.object()));
                yield old;
            }
            default -> {
                ObjectNode multi = Chance.with("kind", "multi");
                multi.set("user", kind("user", true));
                multi.set("org", kind("org", true));
                yield multi;
            }
        };
    }

    private ObjectNode kind(String kind, boolean inMulti) {
        ObjectNode context = attributes(Chance.with("key", key()));
        if (!inMulti) {
            context.put("kind", kind);
        }
        if (chance.percent(30)) {
            context.put("anonymous", chance.percent(50));
        }
        return context;
    }

    private ObjectNode attributes(ObjectNode attributes) {
        for (String name : new String[] {"a", "b", "c"}) {
            if (chance.percent(70)) {
                attributes.set(name, chance.percent(30) ? chance.list(0, 3, this::scalar) : scalar());
            }
        }
        if (chance.percent(60)) {
            attributes.set("o", Chance.with("p", scalar()));
        }
        return attributes;
    }

    private String key() {
        return "k" + chance.below(40);
    }

    private JsonNode scalar() {
        return Json.node(chance.<Object>one(
                "x",
                "xy",
                "zx",
                "",
                true,
                false,
                1,
                2,
                2.5,
                -3,
                "1.0.0",
                "2.1",
                "2.1.0-rc.1",
                "02.0.0",
                "2026-01-01T00:00:00Z",
                "2026-01-01",
                1_767_225_600_001L,
                17));
    }

    private ObjectNode flag(int index) {
        ObjectNode flag = Chance.with("on", chance.percent(85));
        flag.put("salt", "salt" + index).put("offVariation", chance.below(3));
        flag.set(
                "variations",
                chance.one(Json.node(java.util.List.of("a", "b", "c")), Json.node(java.util.List.of(true, "b", 3))));
        flag.set("fallthrough", served());
        flag.set("targets", chance.list(0, 2, () -> target("none")));
        if (chance.percent(40)) {
            flag.set("contextTargets", chance.list(1, 3, () -> target(chance.one("user", "org"))));
        }
        flag.set("rules", chance.list(0, 3, () -> Chance.with(served(), "clauses", clauses())));
        flag.set(
                "prerequisites",
                chance.list(
                        0,
                        index == 0 ? 0 : 1,
                        () -> Chance.with(
                                Chance.with(
                                        "key", chance.percent(10) ? "gone" : "Flag" + chance.below(Math.max(index, 1))),
                                "variation",
                                chance.below(3))));
        return flag;
    }

    private ObjectNode target(String kind) {
        ObjectNode target = Chance.with("variation", chance.below(3));
        target.set("values", chance.list(0, 6, () -> Json.node(key())));
        return kind.equals("none") ? target : target.put("contextKind", kind);
    }

    private ObjectNode served() {
        if (chance.percent(40)) {
            return Chance.with("variation", chance.below(3));
        }
        ObjectNode rollout = Json.object();
        rollout.set(
                "variations",
                chance.list(
                        1,
                        4,
                        () -> Chance.with(
                                Chance.with("variation", chance.below(3)),
                                "weight",
                                chance.one(0, 10_000, 25_000, 33_333, 50_000))));
        if (chance.percent(30)) {
            rollout.put("seed", chance.below(100));
        }
        if (chance.percent(20)) {
            rollout.put("kind", "experiment");
        }
        unit(rollout, "contextKind");
        return Chance.with("rollout", rollout);
    }

    private void unit(ObjectNode rollout, String kindName) {
        if (chance.percent(40)) {
            rollout.put(kindName, chance.one("user", "org"));
        }
        if (chance.percent(40)) {
            rollout.put("bucketBy", rollout.has(kindName) ? chance.one("a", "/o/p", "key") : chance.one("a", "b"));
        }
    }

    private JsonNode clauses() {
        return chance.list(0, 2, this::clause);
    }

    private ObjectNode clause() {
        ObjectNode clause = Json.object();
        if (chance.percent(40)) {
            clause.put("negate", true);
        }
        if (chance.percent(25)) {
            clause.put("op", "segmentMatch");
            return Chance.with(
                    clause, "values", chance.list(0, 2, () -> Json.node("Seg" + chance.below(SEGMENTS + 1))));
        }
        if (chance.percent(50)) {
            clause.put("contextKind", chance.one("user", "org"));
        }
        String attribute = chance.one("a", "b", "c", "key", "kind", "anonymous", "o", "/o/p");
        boolean path = attribute.startsWith("/") && !clause.has("contextKind");
        clause.put("attribute", path ? "o" : attribute);
        // A version in a list may have a leading v here, which the import says; so no lists of those.
        clause.put(
                "op",
                chance.one(
                        "in",
                        "startsWith",
                        "endsWith",
                        "contains",
                        "matches",
                        "lessThan",
                        "lessThanOrEqual",
                        "greaterThan",
                        "greaterThanOrEqual",
                        "before",
                        "after",
                        "semVerEqual",
                        "semVerLessThan",
                        "semVerGreaterThan",
                        "noSuchOperator"));
        return Chance.with(clause, "values", chance.list(0, 3, () -> value(attribute)));
    }

    private JsonNode value(String attribute) {
        return switch (attribute) {
            case "key" -> Json.node(key());
            case "kind" -> Json.node(chance.one("user", "org", "device"));
            default -> scalar();
        };
    }

    private ObjectNode segment(int index) {
        ObjectNode segment = Chance.with("salt", "s" + index);
        for (String list : new String[] {"included", "excluded"}) {
            segment.set(list, chance.list(0, 8, () -> Json.node(key())));
            if (chance.percent(50)) {
                segment.set(list + "Contexts", chance.list(0, 2, () -> target(chance.one("user", "org"))));
            }
        }
        segment.set("rules", chance.list(0, 2, () -> {
            ObjectNode rule = Chance.with("clauses", clauses());
            if (chance.percent(50)) {
                rule.put("weight", chance.one(0, 20_000, 60_000, 100_000));
                unit(rule, "rolloutContextKind");
            }
            return rule;
        }));
        return segment;
    }
}
