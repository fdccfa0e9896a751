package dev.firstlight.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rulesets that are meant to do harm: each is read without a throw, in bounded time, and spoils no other flag. */
@Timeout(120)
class HostileRulesetTest {

    private static final Context ALICE = Context.of(Map.of("targetingKey", "alice", "a", "x"));
    private static final int MANY = 100_000;

    private static ObjectNode flag() {
        ObjectNode flag = Json.object()
                .put("type", "boolean")
                .put("salt", "s")
                .put("enabled", true)
                .put("offVariant", "off");
        flag.putObject("variants").put("on", true).put("off", false);
        flag.set("default", serve());
        return flag;
    }

    private static ObjectNode serve() {
        return Json.object().put("variant", "on");
    }

    private static ObjectNode leaf() {
        ObjectNode leaf = Json.object().put("attribute", "a").put("op", "in");
        leaf.putArray("values").add("y");
        return leaf;
    }

    private static ObjectNode needs(String other) {
        ObjectNode flag = flag();
        flag.putArray("prerequisites")
                .addObject()
                .put("flag", other)
                .putArray("variants")
                .add("on");
        return flag;
    }

    private static ObjectNode rule(ObjectNode flag, String id, JsonNode when) {
        flag.withArray("rules")
                .addObject()
                .put("id", id)
                .<ObjectNode>set("when", when)
                .set("serve", serve());
        return flag;
    }

    private static ObjectNode ruleset() {
        ObjectNode ruleset = Json.object()
                .put("schema", 1)
                .put("project", "p")
                .put("environment", "e")
                .put("epoch", 1)
                .put("revision", 1);
        ruleset.putObject("flags").set("fine", flag());
        return ruleset;
    }

    private static ObjectNode flags(ObjectNode ruleset) {
        return (ObjectNode) ruleset.get("flags");
    }

    /** Compiles what may be compiled, and asks a flag that has no part in it. */
    private static Ruleset survive(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        Ruleset compiled = Ruleset.compile(requireNonNull(RulesetJson.read(document, Mode.LENIENT, problems)));
        assertThat(Evaluator.evaluate(compiled, "fine", ALICE, null).value()).isEqualTo(true);
        return compiled;
    }

    /** Everything that is wrong with it, as a server says. */
    private static List<Problem> problems(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        RulesetSpec spec = RulesetJson.read(document, Mode.STRICT, problems);
        assertThat(spec == null).isEqualTo(!problems.isEmpty());
        return spec == null ? problems : Ruleset.check(spec, Limits.SERVER);
    }

    private static @Nullable ErrorCode code(Ruleset ruleset, String key) {
        return Evaluator.evaluate(ruleset, key, ALICE, null).errorCode();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 10_000, 1_000_000})
    void nestsTooDeepToBeADocument(int depth) {
        assertThatThrownBy(() -> Json.parse("{\"not\":".repeat(depth) + "{}" + "}".repeat(depth)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(depth) + "]".repeat(depth)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void nestsAsDeepAsADocumentMay() throws IOException {
        ObjectNode ruleset = ruleset();
        JsonNode when = Json.parse("{\"not\":".repeat(150) + "{\"all\":[]}" + "}".repeat(150));
        flags(ruleset).set("deep", rule(flag(), "r", when));
        assertThat(code(survive(ruleset), "deep")).isEqualTo(ErrorCode.PARSE_ERROR);
        assertThat(problems(ruleset)).isNotEmpty();
    }

    @Test
    void saysThingsTwice() throws IOException {
        ObjectNode ruleset = ruleset();
        flags(ruleset).set("f", flag());
        ObjectNode off = flag();
        off.putObject("default").put("variant", "off");
        String text = ruleset.toString()
                .replace("\"f\":", "\"f\":" + off + ",\"f\":{\"enabled\":1},\"f\":")
                .replace("\"revision\":1", "\"revision\":9,\"revision\":1");
        Ruleset compiled = survive(Json.parse(text));
        assertThat(compiled.revision()).isEqualTo(1);
        assertThat(Evaluator.evaluate(compiled, "f", ALICE, null).value()).isEqualTo(true);
    }

    @Test
    void goesRoundInALongCircle() {
        int count = 20_000;
        ObjectNode ruleset = ruleset();
        ObjectNode segments = ruleset.putObject("segments");
        for (int i = 0; i < count; i++) {
            int next = (i + 1) % count;
            ObjectNode in = Json.object().put("segment", "s" + i);
            flags(ruleset).set("f" + i, rule(needs("f" + next), "r", in));
            segments.putObject("s" + i).putObject("when").put("segment", "s" + next);
        }
        assertThat(code(survive(ruleset), "f7")).isIn(ErrorCode.GENERAL, ErrorCode.PARSE_ERROR);
        List<Problem> circles = problems(ruleset).stream()
                .filter(problem -> problem.detail().contains("circle"))
                .toList();
        assertThat(circles)
                .hasSize(2 * count)
                .allMatch(problem -> problem.detail().length() < 1_000);
    }

    @Test
    void hasALongChainOfPrerequisites() {
        ObjectNode ruleset = ruleset();
        flags(ruleset).set("f0", flag());
        for (int i = 1; i < 20_000; i++) {
            flags(ruleset).set("f" + i, needs("f" + (i - 1)));
        }
        Ruleset compiled = survive(ruleset);
        assertThat(code(compiled, "f10")).isNull();
        assertThat(code(compiled, "f100")).isEqualTo(ErrorCode.PARSE_ERROR);
        assertThat(problems(ruleset)).isNotEmpty();
    }

    @Test
    void hasManyRulesTargetsConditionsAndFlags() {
        ObjectNode ruleset = ruleset();
        ObjectNode rules = flag();
        ObjectNode targets = flag().put("offVariant", "v1");
        ArrayNode any = Json.list();
        for (int i = 0; i < 20_000; i++) {
            flags(ruleset).set("f" + i, flag());
        }
        for (int i = 0; i < 10_000; i++) {
            ((ObjectNode) targets.get("variants")).put("v" + i, true);
        }
        for (int i = 0; i < MANY; i++) {
            rule(rules, "r" + i, leaf());
            targets.withArray("targets")
                    .addObject()
                    .put("variant", "none")
                    .putArray("keys")
                    .add("alice");
            any.add(leaf());
        }
        flags(ruleset).set("rules", rules);
        flags(ruleset).set("targets", targets);
        flags(ruleset).set("conditions", rule(flag(), "r", Json.object().set("any", any)));
        Ruleset compiled = survive(ruleset);
        for (String key : List.of("rules", "targets", "conditions")) {
            assertThat(code(compiled, key)).as(key).isEqualTo(ErrorCode.PARSE_ERROR);
        }
        List<Problem> problems = problems(ruleset);
        assertThat(problems).extracting(Problem::pointer).contains("/flags", "/flags/rules/rules");
        assertThat(problems).allMatch(problem -> problem.detail().length() < 1_000);
    }

    @Test
    void hasManyThingsWrongInOnePlace() {
        ObjectNode ruleset = ruleset();
        ObjectNode leaf = leaf();
        ObjectNode ranges = flag();
        ObjectNode split = ranges.putObject("default").putObject("split").put("by", "targetingKey");
        for (int i = 0; i < 2 * MANY; i++) {
            leaf.withArray("values").addNull();
            split.withArray("ranges").addObject().put("to", 0).put("variant", "none");
        }
        flags(ruleset).set("values", rule(flag(), "r", leaf));
        flags(ruleset).set("ranges", ranges);
        Ruleset compiled = survive(ruleset);
        assertThat(code(compiled, "values")).isEqualTo(ErrorCode.PARSE_ERROR);
        assertThat(code(compiled, "ranges")).isEqualTo(ErrorCode.PARSE_ERROR);
        assertThat(problems(ruleset)).hasSizeBetween(2, 2_000);
    }

    @Test
    void hasWrongTypesEverywhere() throws IOException {
        JsonNode hostile = SharedVectors.own("hostile.json");
        List<String> pointers = new ArrayList<>();
        pointers(hostile.get("document"), "", pointers);
        int refused = 0;
        for (String pointer : pointers) {
            for (JsonNode value : hostile.get("wrong")) {
                JsonNode document = replaced(hostile.get("document"), pointer, value);
                refused += problems(document).isEmpty() ? 0 : 1;
                RulesetSpec spec = RulesetJson.read(document, Mode.LENIENT, new ArrayList<>());
                if (spec != null) {
                    askEverything(Ruleset.compile(spec));
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static void askEverything(Ruleset compiled) {
        for (String key : compiled.flagKeys()) {
            Evaluation evaluation = Evaluator.evaluate(compiled, key, ALICE, null);
            assertThat(evaluation.errorCode()).isNotEqualTo(ErrorCode.FLAG_NOT_FOUND);
            assertThat(Evaluator.explain(compiled, key, ALICE, null).evaluation())
                    .isEqualTo(evaluation);
        }
    }

    /** The pointers to every value in a document, the document itself aside. */
    private static void pointers(JsonNode node, String pointer, List<String> pointers) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                pointers.add(Problem.at(pointer, i));
                pointers(node.get(i), Problem.at(pointer, i), pointers);
            }
        }
        node.properties().forEach(member -> {
            pointers.add(Problem.at(pointer, member.getKey()));
            pointers(member.getValue(), Problem.at(pointer, member.getKey()), pointers);
        });
    }

    private static JsonNode replaced(JsonNode document, String pointer, JsonNode value) {
        JsonNode copy = document.deepCopy();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return copy;
    }

    @Test
    void isNoObjectAtAll() throws IOException {
        for (String text : List.of("null", "true", "1", "\"x\"", "[]", "[{}]", "{}")) {
            List<Problem> problems = new ArrayList<>();
            assertThat(RulesetJson.read(Json.parse(text), Mode.LENIENT, problems))
                    .isNull();
            assertThat(problems).isNotEmpty();
        }
    }
}
