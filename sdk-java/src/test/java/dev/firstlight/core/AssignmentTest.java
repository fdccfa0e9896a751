package dev.firstlight.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Assignment.Arm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static Ruleset ruleset(boolean enabled, int to) {
        List<Range> ranges = List.of(new Range(to, "on"), new Range(100_000, "off"));
        FlagSpec flag = new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "salt",
                enabled,
                "off",
                false,
                List.of(),
                List.of(new Target("on", List.of("carol"))),
                List.of(new Rule(
                        "r1",
                        null,
                        new Condition.Leaf("plan", "in", List.of("pro"), false, false),
                        new Serve.Split("targetingKey", Hash.MURMUR3, null, List.of(), ranges))),
                new Serve.Split("targetingKey", Hash.MURMUR3, null, List.of(), ranges),
                new ReleaseSpec("release", 2, "on", "off", List.of("nz"), List.of("panel.error")));
        return Ruleset.compile(new RulesetSpec("p", "e", 1, 1, Map.of(), Map.of("f", flag), Map.of()));
    }

    private static final int ALICE = Bucketing.bucket("salt", "alice");

    @Test
    void isTheArmThatTheDefaultSplitServes() {
        Context alice = Context.of("alice").region("nz");
        assertThat(Assignment.of(ruleset(true, ALICE + 1), "f", alice))
                .isEqualTo(new Assignment("release", 2, "nz", Arm.TREATMENT, "alice"));
        assertThat(requireNonNull(Assignment.of(ruleset(true, ALICE), "f", alice))
                        .arm())
                .isEqualTo(Arm.CONTROL);
    }

    @Test
    void isNoneOutsideTheReleasesPopulation() {
        Ruleset ruleset = ruleset(true, 50_000);
        assertThat(Assignment.of(ruleset, "f", Context.of("alice"))).isNull();
        assertThat(Assignment.of(ruleset, "f", Context.of("alice").region("au")))
                .isNull();
        assertThat(Assignment.of(ruleset, "f", Context.empty().region("nz"))).isNull();
        assertThat(Assignment.of(ruleset, "f", Context.of("carol").region("nz")))
                .isNull();
        Context byRule = Context.of("alice").region("nz").with("plan", "pro");
        assertThat(Assignment.of(ruleset, "f", byRule)).isNull();
        assertThat(Assignment.of(
                        ruleset(false, 50_000), "f", Context.of("alice").region("nz")))
                .isNull();
        assertThat(Assignment.of(ruleset, "nowhere", Context.of("alice").region("nz")))
                .isNull();
    }
}
