package dev.firstlight.client;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Reason;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.ValueType;
import dev.firstlight.telemetry.Telemetry;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates by the ruleset of the moment, and notes what is to be reported of it. */
final class Answers {

    private final Link link;
    private final Context base;
    private final @Nullable Telemetry telemetry;
    private final Supplier<@Nullable ServedRequest> currentRequest;

    Answers(Link link, Context base, @Nullable Telemetry telemetry, Supplier<@Nullable ServedRequest> currentRequest) {
        this.link = link;
        this.base = base;
        this.telemetry = telemetry;
        this.currentRequest = currentRequest;
    }

    Evaluation evaluate(String key, @Nullable Context context, @Nullable ValueType wanted) {
        Ruleset ruleset = link.ruleset();
        Context merged = context == null ? base : context.over(base);
        if (ruleset == null || key == null) {
            return key == null
                    ? Evaluation.error(ErrorCode.FLAG_NOT_FOUND, "No flag key was given.", 0)
                    : link.unready();
        }
        Evaluation evaluation = Evaluator.evaluate(ruleset, key, merged, wanted);
        if (telemetry != null) {
            telemetry.evaluated(ruleset, key, evaluation);
            telemetry.asked(merged);
            if (evaluation.reason() == Reason.SPLIT && ruleset.releasedFlags().contains(key)) {
                Assignment assignment = Assignment.of(ruleset, key, merged, evaluation);
                if (assignment != null) {
                    telemetry.exposed(assignment);
                    meet(ruleset, key, assignment);
                }
            }
        }
        return evaluation;
    }

    private void meet(Ruleset ruleset, String key, Assignment assignment) {
        ServedRequest request = currentRequest.get();
        ReleaseSpec release = release(ruleset, key);
        if (request != null && release != null) {
            request.met(assignment, release.metrics());
        }
    }

    private static @Nullable ReleaseSpec release(Ruleset ruleset, String key) {
        FlagSpec flag = ruleset.flag(key);
        return flag == null ? null : flag.release();
    }

    void happened(String metric, @Nullable Context context) {
        forWatched(metric, context, assignment -> happened(assignment, metric));
    }

    void measured(String metric, @Nullable Context context, double value) {
        forWatched(metric, context, assignment -> measured(assignment, metric, value));
    }

    void happened(Assignment assignment, String metric) {
        if (telemetry != null) {
            telemetry.happened(assignment, metric);
        }
    }

    void measured(Assignment assignment, String metric, double value) {
        if (telemetry != null) {
            telemetry.measured(assignment, metric, value);
        }
    }

    /** For a context's part in each of the releases that watch a metric. */
    private void forWatched(String metric, @Nullable Context context, Consumer<Assignment> report) {
        Ruleset ruleset = link.ruleset();
        if (ruleset == null || telemetry == null || metric == null) {
            return;
        }
        Context merged = context == null ? base : context.over(base);
        for (String key : ruleset.releasedFlags()) {
            ReleaseSpec release = release(ruleset, key);
            if (release != null && release.metrics().contains(metric)) {
                Assignment assignment = Assignment.of(ruleset, key, merged);
                if (assignment != null) {
                    report.accept(assignment);
                }
            }
        }
    }
}
