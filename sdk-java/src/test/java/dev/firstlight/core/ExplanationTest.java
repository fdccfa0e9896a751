package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void saysWhatWasSeenAtEveryStep() {
        Condition pro = new Condition.Leaf("plan", "in", List.of("pro"), false, false);
        Serve split = new Serve.Split("targetingKey", Hash.MURMUR3, null, List.of(), List.of(new Range(100_000, "on")));
        FlagSpec flag = new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "salt",
                true,
                "off",
                false,
                List.of(),
                List.of(new Target("off", List.of("bob"))),
                List.of(new Rule("r1", null, new Condition.InSegment("paying"), split)),
                new Serve.Variant("off"),
                null);
        Ruleset ruleset = Ruleset.compile(new RulesetSpec(
                "p",
                "e",
                1,
                1,
                Map.of(),
                Map.of("f", flag),
                Map.of("paying", new SegmentSpec(List.of(), List.of(), pro))));
        Explanation explanation =
                Evaluator.explain(ruleset, "f", Context.of("alice").with("plan", "pro"), ValueType.BOOLEAN);
        int bucket = Bucketing.bucket("salt", "alice");
        assertThat(explanation.steps())
                .containsExactly(
                        new Explanation.Step("enabled", "whether f is enabled", "true"),
                        new Explanation.Step("target", "targets of f, saw \"alice\"", "false"),
                        new Explanation.Step("condition", "plan in \"pro\", saw \"pro\"", "true"),
                        new Explanation.Step("segment", "\"paying\", saw \"alice\", by its condition", "true"),
                        new Explanation.Step("rule", "rule r1", "true"),
                        new Explanation.Step("bucket", "targetingKey \"alice\" is in bucket " + bucket, "on"),
                        new Explanation.Step("serve", "reason SPLIT", "on"));
    }
}
