package dev.firstlight.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Any bytes at all: they are no JSON, no ruleset, or a ruleset every flag of which answers. */
class RulesetFuzzTest {

    private static final List<Context> CONTEXTS = List.of(
            Context.empty(),
            Context.of("alice").region("nz"),
            Context.of(
                    Map.of("targetingKey", 7, "a", List.of("x", 1, true), "b", "2026-01-31T00:00:00Z", "c", "1.2.3")));

    @FuzzTest(maxDuration = "2m")
    void isReadAndAnswers(byte[] bytes) {
        JsonNode document;
        try {
            document = Json.parse(bytes);
        } catch (IOException e) {
            return;
        }
        check(document);
    }

    /** What holds for every document. */
    static void check(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        RulesetSpec strict = RulesetJson.read(document, Mode.STRICT, problems);
        if (strict != null) {
            problems.addAll(Ruleset.check(strict, Limits.SERVER));
        }
        RulesetSpec spec = RulesetJson.read(document, Mode.LENIENT, new ArrayList<>());
        if (spec == null) {
            return;
        }
        Ruleset ruleset = Ruleset.compile(spec);
        for (String flag : ruleset.flagKeys()) {
            for (Context context : CONTEXTS) {
                Evaluation evaluation = Evaluator.evaluate(ruleset, flag, context, null);
                require(evaluation.errorCode() != ErrorCode.GENERAL || circular(evaluation), evaluation);
                require((evaluation.value() == null) == (evaluation.reason() == Reason.ERROR), evaluation);
                require(
                        evaluation.equals(
                                Evaluator.explain(ruleset, flag, context, null).evaluation()),
                        evaluation);
            }
        }
        if (problems.isEmpty()) {
            // What may be written says nothing that this version does not understand.
            require(ruleset.unsupported().keySet().stream().allMatch(key -> largeIn(spec)), ruleset.unsupported());
        }
    }

    /** Keys that travel apart are not here. */
    private static boolean largeIn(RulesetSpec spec) {
        return spec.segments().values().stream().anyMatch(segment -> segment.large() != null);
    }

    private static boolean circular(Evaluation evaluation) {
        return String.valueOf(evaluation.errorMessage()).contains("circle");
    }

    static void require(boolean holds, Object seen) {
        if (!holds) {
            throw new AssertionError(seen.toString());
        }
    }
}
