package dev.firstlight.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that is wrong is found at once, each with its place and its remedy. */
class RulesetCheckTest {

    private static List<Problem> check(String members) throws IOException {
        String json = "{\"schema\": 1, \"project\": \"p\", \"environment\": \"e\", \"epoch\": 1, \"revision\": 1, "
                + members + "}";
        List<Problem> problems = new ArrayList<>();
        RulesetSpec spec = requireNonNull(RulesetJson.read(Json.parse(json), Mode.LENIENT, problems));
        return Ruleset.check(spec, Limits.SERVER);
    }

    private static String flag(String more) {
        return "{\"type\": \"boolean\", \"variants\": {\"on\": true, \"off\": false}, \"salt\": \"s\", \"enabled\": true,"
                + "\"offVariant\": \"off\", " + more + "}";
    }

    private static final String SERVES_ON = "\"default\": {\"variant\": \"on\"}";

    @Test
    void findsNothingWrongWithWhatIsRight() throws IOException {
        for (String file : List.of(
                "order.json",
                "conditions.json",
                "strings.json",
                "numbers.json",
                "semver.json",
                "cidr.json",
                "segments.json",
                "splits.json")) {
            for (var group : SharedVectors.own(file)) {
                List<Problem> problems = new ArrayList<>();
                RulesetSpec spec = requireNonNull(RulesetJson.read(group.get("ruleset"), Mode.STRICT, problems));
                assertThat(problems).as(file).isEmpty();
                assertThat(Ruleset.check(spec, Limits.SERVER)).as(file).isEmpty();
            }
        }
    }

    @Test
    void findsUnknownVariantsEverywhere() throws IOException {
        List<Problem> problems = check("\"flags\": {\"f\": " + flag("""
                "targets": [{"variant": "x", "keys": ["a"]}],
                "rules": [{"id": "r", "when": {"all": []}, "serve": {"variant": "x"}}],
                "default": {"split": {"ranges": [{"to": 1, "variant": "x"}, {"to": 100000, "variant": "on"}]}},
                "release": {"id": "1", "stage": 0, "treatment": "x", "control": "off", "regions": [], "metrics": []}""") + "}");
        assertThat(problems)
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder(
                        "/flags/f/targets/0/variant",
                        "/flags/f/rules/0/serve/variant",
                        "/flags/f/default/split/ranges/0/variant",
                        "/flags/f/release/treatment");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.detail()).contains("use one of off, on"));
    }

    @Test
    void findsCyclesOfPrerequisites() throws IOException {
        String needs = "\"prerequisites\": [{\"flag\": \"%s\", \"variants\": [\"on\"]}], " + SERVES_ON;
        List<Problem> problems = check(
                "\"flags\": {\"a\": " + flag(needs.formatted("b")) + ", \"b\": " + flag(needs.formatted("a")) + "}");
        assertThat(problems)
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder("/flags/a/prerequisites", "/flags/b/prerequisites");
        assertThat(problems.get(0).detail()).contains("a → b → a");
    }

    @Test
    void findsCyclesOfSegments() throws IOException {
        List<Problem> problems =
                check("\"flags\": {}, \"segments\": {\"a\": {\"when\": {\"not\": {\"segment\": \"a\"}}}}");
        assertThat(problems)
                .containsExactly(new Problem(
                        "/segments/a/when", "Segments name one another in a circle (a → a); remove one of the names."));
    }

    @Test
    void findsNamesOfThingsThatAreNotThere() throws IOException {
        List<Problem> problems = check("\"flags\": {\"f\": " + flag("""
                "prerequisites": [{"flag": "nowhere", "variants": ["on"]}],
                "rules": [{"id": "r", "when": {"any": [{"segment": "nowhere"}]}, "serve": {"variant": "on"}}],
                "default": {"variant": "on"}""") + ", \"g\": " + flag("""
                "prerequisites": [{"flag": "f", "variants": ["x"]}, {"flag": "f", "variants": []}], "default": {"variant": "on"}""") + "}");
        assertThat(problems)
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder(
                        "/flags/f/prerequisites/0/flag",
                        "/flags/f/rules/0/when/any/0/segment",
                        "/flags/g/prerequisites/0/variants/0",
                        "/flags/g/prerequisites/1/variants");
    }

    @Test
    void findsWrongOperandsAndRanges() throws IOException {
        List<Problem> problems = check("\"flags\": {\"f\": " + flag("""
                "rules": [{"id": "r", "when": {"all": [
                    {"attribute": "a", "op": "<", "value": "5"}, {"attribute": "a", "op": "fuzzy", "value": 1},
                    {"attribute": "a", "op": "matches", "value": "((a{9}){9}){9}"}, {"every": {"attribute": "a", "op": "cidr", "values": ["10.0.0.0/40"]}}]},
                    "serve": {"split": {"ranges": [{"to": 50, "variant": "on"}, {"to": 50, "variant": "off"}]}}},
                  {"id": "r", "when": {"all": []}, "serve": {"variant": "on"}}],
                "default": {"variant": "on"}""") + "}");
        assertThat(problems)
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder(
                        "/flags/f/rules/0/when/all/0/value",
                        "/flags/f/rules/0/when/all/1/op",
                        "/flags/f/rules/0/when/all/2/value",
                        "/flags/f/rules/0/when/all/3/every/values/0",
                        "/flags/f/rules/0/serve/split/ranges/1/to",
                        "/flags/f/rules/0/serve/split/ranges",
                        "/flags/f/rules/1/id");
    }

    @Test
    void holdsToItsLimits() throws IOException {
        StringBuilder flags = new StringBuilder("\"first\": " + flag(SERVES_ON));
        String before = "first";
        for (int i = 0; i < 20; i++) { // each needs the one before twice, so the steps double
            String two =
                    ("\"prerequisites\": [{\"flag\": \"%1$s\", \"variants\": [\"on\"]}, {\"flag\": \"%1$s\", \"variants\": [\"on\"]}], "
                                    + SERVES_ON)
                            .formatted(before);
            before = "f" + i;
            flags.append(", \"").append(before).append("\": ").append(flag(two));
        }
        assertThat(check("\"flags\": {" + flags + "}")).isNotEmpty().allSatisfy(problem -> assertThat(problem.detail())
                .contains("steps"));
    }
}
