package dev.firstlight.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EvaluationCountsTest {

    private final EvaluationCounts counts = new EvaluationCounts();

    private static Ruleset ruleset(int revision) {
        return Ruleset.compile(
                requireNonNull(RulesetJson.read(TestServer.ruleset(revision), Mode.LENIENT, new ArrayList<>())));
    }

    private void count(Ruleset ruleset) {
        counts.count(ruleset, "revision", Evaluator.evaluate(ruleset, "revision", Context.empty(), null));
    }

    private long drained() {
        return counts.drain().stream()
                .mapToLong(TelemetryBatch.Evaluations::count)
                .sum();
    }

    @Test
    void anEvaluationThatBeganBeforeAChangeIsCountedToo() {
        Ruleset before = ruleset(1);
        Ruleset after = ruleset(2);
        counts.applied(before);
        count(before);
        counts.applied(after);
        count(after);
        assertThat(counts.drain()).singleElement().satisfies(each -> assertThat(each.count())
                .isEqualTo(2));
        count(before);
        assertThat(drained()).isEqualTo(1);
        assertThat(drained()).isZero();
    }
}
