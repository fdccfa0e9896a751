package dev.firstlight.server.release;

import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.platform.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Decides what happens next to a release, from what is known about it and nothing else. */
final class ReleaseMachine {
    /** Time that nobody watched does not count as baked: after a gap at most this much is credited. */
    static final Duration LONGEST_TICK = Duration.ofSeconds(10);

    private ReleaseMachine() {}

    /** One look at a live release. A failed guard takes it back from every state; otherwise at most one stage is added. */
    static Decision tick(Plan plan, Progress now, Readings readings) {
        if (!now.state().live()) {
            return Decision.of(Decision.Kind.HOLD, now);
        }
        for (Judgement judgement : readings.judgements()) {
            if (judgement.verdict() == Verdict.FAIL) {
                return rollBack(now, readings.now(), judgement);
            }
        }
        if (now.state() == State.PAUSED) {
            return Decision.of(Decision.Kind.HOLD, now.in(State.PAUSED, readings.now()));
        }
        return run(plan, now, readings);
    }

    /** What a person asked for, or a refusal that says why not. */
    static Decision act(Plan plan, Progress now, Action action, Instant at) {
        return switch (action) {
            case PAUSE -> from(now, action, State.RUNNING, () -> hold(now.in(State.PAUSED, at)));
            case RESUME ->
                now.state() == State.DRAFT
                        ? Decision.of(Decision.Kind.ADVANCE, Progress.at(0, at))
                        : from(now, action, State.PAUSED, () -> hold(now.in(State.RUNNING, at)));
            case PROMOTE -> live(now, action, next(plan, now, at));
            case ROLLBACK -> live(now, action, Decision.of(Decision.Kind.ROLL_BACK, now.in(State.ROLLED_BACK, at)));
            case ABORT ->
                now.state() == State.DRAFT
                        ? hold(now.in(State.ABORTED, at))
                        : live(now, action, Decision.of(Decision.Kind.ROLL_BACK, now.in(State.ABORTED, at)));
            case ACKNOWLEDGE -> from(now, action, State.ROLLED_BACK, () -> hold(now));
        };
    }

    private static Decision run(Plan plan, Progress now, Readings readings) {
        Stage stage = plan.stage(now.stage());
        Instant at = readings.now();
        Instant confirmed = now.confirmedAt();
        if (confirmed == null) {
            Double receipts = stage.receipts();
            if (receipts != null && !readings.receipts().confirms(receipts)) {
                return hold(now.in(Step.AWAITING_RECEIPTS, null, now.baked(), at));
            }
            confirmed = at;
        }
        if (at.isBefore(now.stageStartedAt().plus(stage.warmUp()))) {
            return hold(now.in(Step.WARM_UP, confirmed, now.baked(), at));
        }
        if (readings.silent() || any(readings, Verdict.NO_DATA)) {
            return hold(now.in(Step.NO_DATA, confirmed, now.baked(), at));
        }
        Duration baked = now.baked().plus(watched(now, at));
        Progress baking = now.in(Step.BAKING, confirmed, baked, at);
        if (any(readings, Verdict.HOLD)) {
            return hold(now.in(Step.HELD, confirmed, baked, at));
        }
        if (baked.compareTo(stage.bake()) < 0) {
            return hold(baking);
        }
        if (readings.treated() >= stage.minUnits() && !any(readings, Verdict.UNDECIDED)) {
            return onward(plan, baking, readings);
        }
        return undecided(plan, stage, baking, readings);
    }

    /** The next stage, unless a freeze holds: the release then waits where it is. */
    private static Decision onward(Plan plan, Progress baking, Readings readings) {
        return readings.frozen() == null
                ? next(plan, baking, readings.now())
                : hold(baking.in(Step.AWAITING_WINDOW, baking.confirmedAt(), baking.baked(), readings.now()));
    }

    private static Decision undecided(Plan plan, Stage stage, Progress baking, Readings readings) {
        Instant at = readings.now();
        Duration maxWait = stage.maxWait();
        if (maxWait != null && baking.baked().compareTo(stage.bake().plus(maxWait)) < 0) {
            return hold(baking);
        }
        return switch (stage.onUndecided()) {
            case HOLD -> hold(baking.in(Step.HELD, baking.confirmedAt(), baking.baked(), at));
            case ADVANCE -> onward(plan, baking, readings);
            case ROLLBACK -> Decision.of(Decision.Kind.ROLL_BACK, baking.in(State.ROLLED_BACK, at));
        };
    }

    private static Decision next(Plan plan, Progress now, Instant at) {
        return plan.isLast(now.stage())
                ? Decision.of(Decision.Kind.COMPLETE, now.in(State.COMPLETED, at))
                : Decision.of(Decision.Kind.ADVANCE, Progress.at(now.stage() + 1, at));
    }

    private static Decision rollBack(Progress now, Instant at, Judgement because) {
        return new Decision(Decision.Kind.ROLL_BACK, now.in(State.ROLLED_BACK, at), because);
    }

    private static Decision hold(Progress next) {
        return Decision.of(Decision.Kind.HOLD, next);
    }

    private static Duration watched(Progress now, Instant at) {
        Step step = now.step();
        if (step == null || !step.clockRuns() || !at.isAfter(now.tickedAt())) {
            return Duration.ZERO;
        }
        Duration passed = Duration.between(now.tickedAt(), at);
        return passed.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : passed;
    }

    private static boolean any(Readings readings, Verdict verdict) {
        return readings.judgements().stream().anyMatch(j -> j.verdict() == verdict);
    }

    private static Decision live(Progress now, Action action, Decision decision) {
        if (!now.state().live()) {
            throw refused(now, action, List.of(State.RUNNING, State.PAUSED));
        }
        return decision;
    }

    private static Decision from(Progress now, Action action, State required, Supplier<Decision> decision) {
        if (now.state() != required) {
            throw refused(now, action, List.of(required));
        }
        return decision.get();
    }

    private static Failure refused(Progress now, Action action, List<State> possible) {
        return Failure.of(
                Failure.Kind.CONFLICT,
                "This release is " + now.state() + "; to " + action.word() + " it must be "
                        + String.join(" or ", possible.stream().map(State::name).toList()) + ".");
    }
}
