package dev.firstlight.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a hashed sample says of a change, beside what the change does to the units themselves. */
class BlastRadiusTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final KeyedHash HASH = KeyedHash.of(SECRET);
    private static final Serve ON = new Serve.Variant("on");
    private static final Serve OFF = new Serve.Variant("off");

    @Test
    void equalityIsJudgedOfHashes() {
        FlagSpec before = flag(List.of(), OFF);
        FlagSpec after = flag(List.of(rule(in("plan", "pro"), ON)), OFF);
        Judged judged = judge(people(1_000), List.of(), before, after);
        assertThat(judged.unjudged()).isZero();
        assertThat(judged.changed()).isEqualTo(judged.truth()).isBetween(200, 500);
    }

    @Test
    void targetsAndMembersOfSegmentsAreJudgedOfHashes() {
        FlagSpec before = flag(List.of(), OFF);
        FlagSpec after = new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "salt",
                true,
                "off",
                false,
                List.of(),
                List.of(new Target("on", List.of("user-1", "user-2"))),
                List.of(rule(new Condition.InSegment("beta"), ON)),
                OFF,
                null);
        SegmentSpec beta = new SegmentSpec(List.of("user-3", "user-4"), List.of("user-5"), in("plan", "free"));
        Judged judged = judge(people(100), List.of(), spec(Map.of("f", before), beta), spec(Map.of("f", after), beta));
        assertThat(judged.unjudged()).isZero();
        assertThat(judged.changed()).isEqualTo(judged.truth()).isGreaterThan(20);
    }

    @Test
    void orderPrefixAndPatternAreNotJudgedOfHashes() {
        for (Condition condition : List.of(
                leaf("age", ">=", 30d), leaf("email", "endsWith", "@example.com"), leaf("email", "matches", "^a"))) {
            Judged hidden =
                    judge(people(200), List.of(), flag(List.of(), OFF), flag(List.of(rule(condition, ON)), OFF));
            assertThat(hidden.changed()).isZero();
            assertThat(hidden.unjudged()).as(condition.toString()).isEqualTo(hidden.having(condition));
            Judged told = judge(
                    people(200),
                    List.of("age", "email"),
                    flag(List.of(), OFF),
                    flag(List.of(rule(condition, ON)), OFF));
            assertThat(told.unjudged()).isZero();
            assertThat(told.changed()).isEqualTo(told.truth());
        }
    }

    @Test
    void whatIsNotKnownDoesNotMatterWhereItMakesNoDifference() {
        Rule staff = rule(leaf("email", "endsWith", "@example.com"), ON);
        Judged judged = judge(people(200), List.of(), flag(List.of(staff), ON), flag(List.of(staff), ON));
        assertThat(judged.unjudged()).isZero();
        // Whoever is matched by the first rule stays as he is; of the others it is certain that they change.
        Judged behind = judge(people(200), List.of(), flag(List.of(staff), OFF), flag(List.of(staff), ON));
        assertThat(behind.unjudged()).isEqualTo(200 - behind.without("email"));
        assertThat(behind.changed()).isEqualTo(behind.without("email"));
    }

    @Test
    void aPrivateAttributeMayBeAnything() {
        Map<String, Object> alice = Map.of("targetingKey", "alice");
        Sample sample = sample(List.of(), List.of(context(alice, List.of(), List.of("ssn"))));
        RulesetSpec before = spec(Map.of("f", flag(List.of(), OFF)), null);
        RulesetSpec after = spec(Map.of("f", flag(List.of(rule(leaf("ssn", "exists"), ON)), OFF)), null);
        assertThat(BlastRadius.of(sample, before, after, Set.of("f"))
                        .regions()
                        .get(0)
                        .unjudged())
                .isEqualTo(1);
        Sample other = sample(List.of(), List.of(context(alice, List.of(), List.of())));
        assertThat(BlastRadius.of(other, before, after, Set.of("f")).regions().get(0))
                .as("one who has none is known to have none")
                .extracting(Stratum::changed, Stratum::unjudged)
                .containsExactly(0, 0);
    }

    @Test
    void aLargeSegmentMayHoldAnybody() {
        SegmentSpec large = new SegmentSpec(List.of(), List.of("user-1"), null, new SegmentSpec.Large(1, 10));
        FlagSpec after = flag(List.of(rule(new Condition.InSegment("beta"), ON)), OFF);
        Judged judged = judge(
                people(50),
                List.of("targetingKey"),
                spec(Map.of("f", flag(List.of(), OFF)), large),
                spec(Map.of("f", after), large));
        assertThat(judged.unjudged()).isEqualTo(49);
    }

    @Test
    void aSplitOfHashedUnitsIsRightInDistributionAndOfClearOnesExact() {
        FlagSpec before = flag(List.of(), split(5_000));
        FlagSpec after = flag(List.of(), split(20_000));
        Judged hidden = judge(people(4_000), List.of(), before, after);
        assertThat(hidden.unjudged()).isZero();
        // 15 % move; three standard deviations of a sample of 4,000.
        assertThat(hidden.changed()).isBetween(600 - 68, 600 + 68);
        Judged told = judge(people(4_000), List.of("targetingKey"), before, after);
        assertThat(told.changed()).isEqualTo(told.truth());
        assertThat(judge(people(1_000), List.of(), before, before).changed())
                .as("who keeps the salt keeps the bucket")
                .isZero();
    }

    @Test
    void aRegionThatIsNotMeantIsNotMoved() {
        Serve regional = new Serve.Split(
                "targetingKey",
                Hash.MURMUR3,
                null,
                List.of(new RegionalRanges(
                        List.of("pacific"), List.of(new Range(50_000, "on"), new Range(100_000, "off")))),
                List.of(new Range(100_000, "off")));
        Judged judged = judge(people(600), List.of(), flag(List.of(), OFF), flag(List.of(), regional));
        Map<String, Stratum> regions = new LinkedHashMap<>();
        judged.radius().regions().forEach(one -> regions.put(one.region(), one));
        assertThat(regions.get("eu")).extracting(Stratum::changed).isEqualTo(0);
        assertThat(Objects.requireNonNull(regions.get("nz")).changed()).isBetween(100, 200);
        assertThat(judged.radius().sentence()).contains("of units change, 0 in eu");
    }

    @Test
    void aPrerequisitesChangeIsOneOfWhoeverAsksForIt() {
        FlagSpec child = new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "other",
                true,
                "off",
                false,
                List.of(new Prerequisite("f", List.of("on"))),
                List.of(),
                List.of(),
                ON,
                null);
        RulesetSpec before = spec(Map.of("f", flag(List.of(), OFF), "child", child), null);
        RulesetSpec after = spec(Map.of("f", flag(List.of(rule(in("plan", "pro"), ON)), OFF), "child", child), null);
        BlastRadius radius = BlastRadius.of(
                sample(
                        List.of(),
                        people(300).stream()
                                .map(p -> context(p, List.of(), List.of()))
                                .toList()),
                before,
                after,
                Set.of("f", "child"));
        assertThat(radius.flags().keySet()).containsExactly("child", "f");
        assertThat(radius.flags().get("child")).isEqualTo(radius.flags().get("f"));
        assertThat(radius.json().get("byFlag")).hasSize(2);
    }

    @Test
    void whatIsJudgedIsTrueWhateverTheRules() {
        SplittableRandom random = new SplittableRandom(7);
        int judged = 0;
        for (int round = 0; round < 400; round++) {
            FlagSpec before = random(random);
            FlagSpec after = random(random);
            List<String> clear = List.of("age", "email", "plan").subList(0, random.nextInt(4));
            List<Map<String, Object>> people = people(40);
            for (Map<String, Object> person : people) {
                Judged one = judge(List.of(person), clear, before, after);
                if (one.unjudged() == 0) {
                    judged++;
                    assertThat(one.changed())
                            .as(before + " → " + after + " for " + person + ", clear " + clear)
                            .isEqualTo(one.truth());
                }
            }
        }
        assertThat(judged).as("most of them").isGreaterThan(8_000);
    }

    @Test
    void twoThousandContextsTakeMilliseconds() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            keys.add("member-" + i);
        }
        SegmentSpec beta = new SegmentSpec(keys, List.of(), leaf("email", "endsWith", "@example.com"));
        List<Rule> rules = List.of(
                rule(new Condition.InSegment("beta"), ON),
                rule(new Condition.All(List.of(in("plan", "pro"), leaf("age", ">", 40d))), ON));
        RulesetSpec before = spec(Map.of("f", flag(rules, split(5_000))), beta);
        RulesetSpec after = spec(Map.of("f", flag(rules, split(20_000))), beta);
        Sample sample = sample(
                List.of(),
                people(2_000).stream()
                        .map(p -> context(p, List.of(), List.of()))
                        .toList());
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            BlastRadius.of(sample, before, after, Set.of("f"));
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.println("a change replayed over 2,000 contexts, 5,000 members hashed: " + best / 1_000 + " µs");
        assertThat(best).isLessThan(200_000_000);
    }

    @Test
    void withoutASampleItSaysHowToHaveOne() {
        RulesetSpec spec = spec(Map.of("f", flag(List.of(), OFF)), null);
        ObjectNode none =
                BlastRadius.of(Sample.off(where()), spec, spec, Set.of("f")).json();
        assertThat(none.get("changed").isNull()).isTrue();
        assertThat(none.get("sentence").asText()).contains("/api/v1/projects/p/context-sampling", "sampleContexts");
        ObjectNode empty = BlastRadius.of(sample(List.of(), List.of()), spec, spec, Set.of("f"))
                .json();
        assertThat(empty.get("sentence").asText()).contains("no instance has sent contexts");
    }

    private record Judged(BlastRadius radius, List<Map<String, Object>> people, int truth) {

        int changed() {
            return radius.regions().stream().mapToInt(Stratum::changed).sum();
        }

        int unjudged() {
            return radius.regions().stream().mapToInt(Stratum::unjudged).sum();
        }

        int having(Condition condition) {
            return people.size() - without(((Condition.Leaf) condition).attribute());
        }

        int without(String attribute) {
            return (int)
                    people.stream().filter(one -> !one.containsKey(attribute)).count();
        }
    }

    private static Judged judge(List<Map<String, Object>> people, List<String> clear, FlagSpec before, FlagSpec after) {
        return judge(people, clear, spec(Map.of("f", before), null), spec(Map.of("f", after), null));
    }

    private static Judged judge(
            List<Map<String, Object>> people, List<String> clear, RulesetSpec before, RulesetSpec after) {
        Ruleset was = Ruleset.compile(before);
        Ruleset is = Ruleset.compile(after);
        int truth = (int) people.stream()
                .filter(one -> {
                    Context context = Context.of(one);
                    return !Objects.equals(
                            Evaluator.evaluate(was, "f", context, null).variant(),
                            Evaluator.evaluate(is, "f", context, null).variant());
                })
                .count();
        Sample sample = sample(
                clear,
                people.stream().map(one -> context(one, clear, List.of())).toList());
        return new Judged(BlastRadius.of(sample, before, after, Set.of("f")), people, truth);
    }

    private static List<Map<String, Object>> people(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<Map<String, Object>> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("targetingKey", "user-" + i);
            one.put("region", i % 2 == 0 ? "nz" : "eu");
            one.put("plan", List.of("free", "pro", "team").get(random.nextInt(3)));
            if (random.nextInt(4) > 0) {
                one.put("age", (double) random.nextInt(80));
            }
            if (random.nextInt(4) > 0) {
                one.put(
                        "email",
                        (char) ('a' + random.nextInt(3)) + i + "@" + (random.nextBoolean() ? "example" : "other")
                                + ".com");
            }
            if (random.nextBoolean()) {
                one.put("roles", List.of("dev", random.nextBoolean() ? "admin" : "guest"));
            }
            people.add(one);
        }
        return people;
    }

    /** As an SDK tells of it. */
    private static SampledContext context(Map<String, Object> person, List<String> clear, List<String> withheld) {
        ObjectNode document = Json.object();
        ObjectNode values = document.putObject("clear");
        ObjectNode hashed = document.putObject("hashed");
        person.forEach((name, value) -> {
            if (name.equals("region")) {
                return;
            }
            if (clear.contains(name)) {
                values.set(name, dev.firstlight.wire.Json.node(value));
            } else if (value instanceof List<?> list) {
                ArrayNode hashes = hashed.putArray(name);
                list.forEach(each -> hashes.add(HASH.of(name, each)));
            } else if (!name.equals("targetingKey")) {
                hashed.put(name, HASH.of(name, value));
            }
        });
        withheld.forEach(document.putArray("withheld")::add);
        String key = String.valueOf(person.get("targetingKey"));
        return SampledContext.of(
                Long.parseUnsignedLong(HASH.of("targetingKey", key), 16),
                String.valueOf(person.getOrDefault("region", "")),
                HASH.rank(key),
                Json.write(document));
    }

    private static Sample sample(List<String> clear, List<SampledContext> contexts) {
        return new Sample(where(), new Sampling(true, clear, 2_000, 1, SECRET), HASH, contexts);
    }

    private static EnvironmentRef where() {
        return new EnvironmentRef(1, "p", "production", "Production", 1, 1);
    }

    private static RulesetSpec spec(Map<String, FlagSpec> flags, @Nullable SegmentSpec beta) {
        return new RulesetSpec(
                "p",
                "production",
                1,
                1,
                Map.of("pacific", List.of("nz", "au")),
                flags,
                beta == null ? Map.of() : Map.of("beta", beta));
    }

    private static FlagSpec flag(List<Rule> rules, Serve serve) {
        return new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "salt",
                true,
                "off",
                false,
                List.of(),
                List.of(),
                rules,
                serve,
                null);
    }

    private static Serve split(int on) {
        return new Serve.Split(
                "targetingKey", Hash.MURMUR3, null, List.of(), List.of(new Range(on, "on"), new Range(100_000, "off")));
    }

    private static Rule rule(Condition when, Serve serve) {
        return new Rule("r" + when.hashCode(), null, when, serve);
    }

    private static Condition in(String attribute, Object... values) {
        return new Condition.Leaf(attribute, "in", List.of(values), false, false);
    }

    private static Condition leaf(String attribute, String op, Object... values) {
        return new Condition.Leaf(attribute, op, List.of(values), false, false);
    }

    private static FlagSpec random(SplittableRandom random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rules.add(new Rule("r" + i, null, condition(random, 3), random.nextBoolean() ? ON : OFF));
        }
        return flag(rules, random.nextBoolean() ? ON : OFF);
    }

    private static Condition condition(SplittableRandom random, int depth) {
        switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0:
                return in("plan", "pro", "team");
            case 1:
                return leaf("age", random.nextBoolean() ? "<" : ">=", (double) random.nextInt(80));
            case 2:
                return leaf("email", "startsWith", "a", "b");
            case 3:
                return leaf(random.nextBoolean() ? "email" : "age", "exists");
            case 4:
                return new Condition.Leaf("roles", "in", List.of("admin", "dev"), false, random.nextBoolean());
            case 5:
                return in("region", "nz");
            case 6:
                return new Condition.Not(condition(random, depth - 1));
            case 7:
                return new Condition.All(List.of(condition(random, depth - 1), condition(random, depth - 1)));
            default:
                return new Condition.Any(List.of(condition(random, depth - 1), condition(random, depth - 1)));
        }
    }
}
