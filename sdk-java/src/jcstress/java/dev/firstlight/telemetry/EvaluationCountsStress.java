package dev.firstlight.telemetry;

import static java.util.Objects.requireNonNull;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.jcstress.Rulesets;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import dev.firstlight.wire.TelemetryBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** An evaluation by a ruleset that is replaced meanwhile, and drained: it is counted in this batch or in the next, once. */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "counted once")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or counted twice")
@State
public class EvaluationCountsStress {

    private static final RulesetSpec FIRST = read(Rulesets.at(1));
    private static final Ruleset SECOND = Ruleset.compile(read(Rulesets.at(2)));

    private final Ruleset ruleset = Ruleset.compile(FIRST);
    private final EvaluationCounts counts = new EvaluationCounts();

    /** Served by the first. */
    public EvaluationCountsStress() {
        counts.applied(ruleset);
    }

    private static RulesetSpec read(String ruleset) {
        try {
            return requireNonNull(RulesetJson.read(Json.parse(ruleset), Mode.LENIENT, new ArrayList<>()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Evaluates by the first. */
    @Actor
    public void evaluates() {
        Evaluation evaluation = Evaluator.evaluate(ruleset, "revision", Context.empty(), null);
        counts.count(ruleset, "revision", evaluation);
    }

    /** Replaces it, and drains. */
    @Actor
    public void drains(JJ_Result result) {
        counts.applied(SECOND);
        result.r1 = drained();
    }

    /** Drains for the next batch. */
    @Arbiter
    public void drainsAgain(JJ_Result result) {
        result.r2 = drained();
    }

    private long drained() {
        return counts.drain().stream()
                .mapToLong(TelemetryBatch.Evaluations::count)
                .sum();
    }
}
