package dev.firstlight.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Reason;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.ValueType;
import dev.firstlight.wire.Canonical;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random rulesets and contexts get the same answer in Java and in JavaScript: value, variant, reason, errors, metadata
 * and the steps of the explanation. What differs is printed as it can be kept among the vectors.
 */
class EquivalenceTest {

    private static final int PAIRS = Integer.getInteger("equivalence.pairs", 20_000);
    private static final long SEED = Long.getLong("equivalence.seed", 20_260_101L);
    private static final int CASES = 120;
    private static final int SHOWN = 5;

    @Test
    void javaAndJavaScriptAnswerTheSame() throws IOException {
        assumeTrue(NodePeer.isBuilt(), "the SDK for JavaScript is not built: npm --prefix sdk-js run all");
        List<String> mismatches = new ArrayList<>();
        int pairs = 0;
        try (NodePeer node = NodePeer.start()) {
            for (long round = 0; pairs < PAIRS && mismatches.size() < SHOWN; round++) {
                ObjectNode question = question(new Random(SEED + round));
                compare(question, node.ask(question), mismatches, SEED + round);
                pairs += CASES;
            }
        }
        assertThat(mismatches).isEmpty();
        System.out.printf("%,d pairs, 0 mismatches, seed %d, %s%n", pairs, SEED, reasons);
        // Had the questions nothing but errors for an answer, they would ask nothing.
        int least = pairs / 100;
        assertThat(List.of(
                        Reason.STATIC,
                        Reason.DEFAULT,
                        Reason.TARGETING_MATCH,
                        Reason.SPLIT,
                        Reason.DISABLED,
                        Reason.ERROR))
                .allSatisfy(reason -> assertThat(reasons.getOrDefault(reason, 0))
                        .as("%s", reason)
                        .isGreaterThan(least));
    }

    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);

    private static ObjectNode question(Random random) {
        ObjectNode question = Json.object();
        question.set("ruleset", new RandomRuleset(random).document());
        ArrayNode cases = question.putArray("cases");
        RandomContext contexts = new RandomContext(random);
        for (int i = 0; i < CASES; i++) {
            ObjectNode each = cases.addObject();
            each.put("flag", "flag-" + random.nextInt(RandomRuleset.FLAGS + (i == 0 ? 1 : 0)));
            each.put("type", random.nextInt(4) > 0 ? null : ValueType.values()[random.nextInt(5)].key());
            each.set("context", contexts.attributes());
        }
        return question;
    }

    private void compare(JsonNode question, JsonNode theirs, List<String> mismatches, long seed) throws IOException {
        // Through text, as rulesets come to an SDK.
        JsonNode document = Json.parse(Json.bytes(question.get("ruleset")));
        List<Problem> problems = new ArrayList<>();
        @Nullable RulesetSpec spec = RulesetJson.read(document, Mode.LENIENT, problems);
        List<String> found = new ArrayList<>();
        problems.forEach(problem -> found.add(problem.pointer() + " " + problem.detail()));
        List<String> foundThere = new ArrayList<>();
        theirs.get("problems").forEach(problem -> foundThere.add(problem.asText()));
        if (!found.equals(foundThere)) {
            mismatches.add("seed " + seed + ": problems " + found + " here, " + foundThere + " there");
            return;
        }
        if (spec == null) {
            return;
        }
        Ruleset ruleset = Ruleset.compile(spec);
        for (int i = 0; i < CASES; i++) {
            JsonNode each = question.get("cases").get(i);
            ObjectNode ours = answer(ruleset, each);
            if (!ours.equals(theirs.get("answers").get(i))) {
                mismatches.add("seed " + seed + "\n  ours   " + ours + "\n  theirs "
                        + theirs.get("answers").get(i) + "\n  case   " + each + "\n  flag   "
                        + document.at("/flags/" + each.get("flag").asText()));
                return;
            }
        }
    }

    private ObjectNode answer(Ruleset ruleset, JsonNode each) {
        String flag = each.get("flag").asText();
        Context context = RandomContext.context(each.get("context"));
        ValueType wanted =
                each.get("type").isNull() ? null : ValueType.of(each.get("type").asText());
        Evaluation evaluation = Evaluator.evaluate(ruleset, flag, context, wanted);
        reasons.merge(evaluation.reason(), 1, Integer::sum);
        ObjectNode answer = Json.object().put("value", Canonical.text(Json.node(evaluation.value())));
        answer.put("variant", evaluation.variant())
                .put("reason", evaluation.reason().name())
                .put(
                        "errorCode",
                        evaluation.errorCode() == null
                                ? null
                                : evaluation.errorCode().name())
                .put("errorMessage", evaluation.errorMessage())
                .put("metadata", Canonical.text(Json.node(evaluation.metadata().asMap())));
        ArrayNode steps = answer.putArray("steps");
        Evaluator.explain(ruleset, flag, context, wanted)
                .steps()
                .forEach(step -> steps.add(step.step() + ": " + step.outcome()));
        return answer;
    }
}
