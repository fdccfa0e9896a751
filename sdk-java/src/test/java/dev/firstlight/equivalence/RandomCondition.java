package dev.firstlight.equivalence;

import static dev.firstlight.equivalence.Pools.one;
import static dev.firstlight.equivalence.Pools.percent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.Random;

/** Random conditions: most of them well formed. */
final class RandomCondition {

    private static final int DEEPEST = 4;
    private static final List<String> HASHES =
            List.of("murmur3", "unleash", "launchdarkly", "growthbook-1", "growthbook-2", "flagd", "crc32");

    /** How many of the patterns and ranges, from the first, are well formed. */
    private static final int GOOD_PATTERNS = 26;

    private static final int GOOD_RANGES = 7;

    private final Random random;
    private final boolean wild;

    /** Wild ones are not well formed now and then. */
    RandomCondition(Random random, boolean wild) {
        this.random = random;
        this.wild = wild;
    }

    private boolean oddly(int percent) {
        return wild && percent(percent, random);
    }

    private String attribute() {
        String attribute = one(Pools.ATTRIBUTES, random);
        return attribute.isEmpty() && !wild ? "a" : attribute;
    }

    void by(ObjectNode holder) {
        if (percent(40, random)) {
            holder.put("by", attribute());
        }
    }

    ObjectNode condition(int depth) {
        ObjectNode condition = Json.object();
        int kind = random.nextInt(depth < DEEPEST ? 14 : 9);
        switch (kind) {
            case 9, 10 -> condition.set(percent(50, random) ? "all" : "any", several(depth));
            case 11 -> condition.set("not", condition(depth + 1));
            case 12 -> condition.put("segment", oddly(3) ? "nowhere" : "segment-" + random.nextInt(4));
            case 13 -> condition.set("bucket", bucket());
            case 8 -> condition.set("every", leaf());
            default -> {
                return leaf();
            }
        }
        return condition;
    }

    private ArrayNode several(int depth) {
        ArrayNode conditions = Json.list();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            conditions.add(condition(depth + 1));
        }
        return conditions;
    }

    private ObjectNode bucket() {
        ObjectNode bucket = Json.object();
        by(bucket);
        hash(bucket);
        int from = random.nextInt(90_000);
        return bucket.put("salt", oddly(10) ? "" : "shared")
                .put("from", from)
                .put("to", from + (wild ? 0 : 1) + random.nextInt(10_000));
    }

    void hash(ObjectNode holder) {
        if (percent(50, random)) {
            String hash = oddly(2) ? "crc32" : HASHES.get(random.nextInt(6));
            holder.put("hash", hash);
            if (hash.equals("unleash") ? percent(50, random) : oddly(1)) {
                holder.put("seed", percent(50, random) ? 86_028_157L : 0xFFFFFFFFL);
            }
            if (hash.equals("unleash") || hash.equals("flagd") ? percent(60, random) : oddly(1)) {
                holder.put("of", one(List.of(1, 2, 3, 7, 99, 100, 1_000, 65_537, 99_999, 100_000), random));
            }
        }
    }

    private ObjectNode leaf() {
        String op = oddly(2) ? "soundsLike" : Pools.OPERATORS.get(random.nextInt(18));
        ObjectNode leaf = Json.object().put("attribute", attribute()).put("op", op);
        switch (op) {
            case "in", "contains", "startsWith", "endsWith", "cidr" -> {
                ArrayNode values = leaf.putArray("values");
                int count = 1 + random.nextInt(3);
                for (int i = 0; i < count; i++) {
                    values.add(value(op));
                }
            }
            case "exists" -> {}
            default -> leaf.set("value", value(op));
        }
        if (op.equals("in") && percent(30, random)) {
            leaf.put("ignoreCase", true);
        }
        return leaf;
    }

    private String from(List<String> pool, int good) {
        return pool.get(random.nextInt(wild ? pool.size() : good));
    }

    private JsonNode value(String op) {
        if (oddly(2)) {
            return percent(50, random) ? Json.node(true) : Json.object();
        }
        return switch (op) {
            case "in" ->
                percent(25, random)
                        ? Json.node(one(Pools.NUMBERS, random))
                        : percent(10, random) ? Json.node(random.nextBoolean()) : Json.node(one(Pools.STRINGS, random));
            case "<", "<=", ">", ">=" -> Json.node(one(Pools.NUMBERS, random));
            case "matches" -> Json.node(from(Pools.PATTERNS, GOOD_PATTERNS));
            case "cidr" -> Json.node(from(Pools.RANGES, GOOD_RANGES));
            case "before", "after" ->
                percent(30, random)
                        ? Json.node(1_767_225_600_000.0 + random.nextInt(3) - 1)
                        : Json.node(one(oddly(50) ? Pools.STRINGS : Pools.INSTANTS, random));
            default -> {
                boolean version = op.startsWith("semver") && !oddly(50);
                yield Json.node(one(version ? Pools.VERSIONS : Pools.STRINGS, random));
            }
        };
    }
}
