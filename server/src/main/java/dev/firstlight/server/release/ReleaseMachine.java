package dev.firstlight.server.release;

import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.plan.Approval;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what happens next to a release, from what is known about it and nothing else. */
final class ReleaseMachine {
    /** Time that nobody watched does not count as baked: after a gap at most this much is credited. */
    static final Duration LONGEST_TICK = Duration.ofSeconds(10);

    private ReleaseMachine() {}

    /**
     * One look at a release. A failed guard takes it back from every state in which somebody has the treatment; otherwise
     * at most one stage is added.
     */
    static Decision tick(Plan plan, Progress now, @Nullable Instant startAt, Readings readings) {
        return switch (now.state()) {
            case DRAFT, ABORTED, ROLLED_BACK -> Ending.confirm(now, readings);
            case SCHEDULED -> begin(plan, now, startAt, readings);
            case RUNNING -> {
                Decision back = Ending.failed(plan, now, readings);
                yield back == null ? run(plan, now, readings) : back;
            }
            case PAUSED -> {
                Decision back = Ending.failed(plan, now, readings);
                yield back == null ? Decision.hold(now.in(State.PAUSED, readings.now())) : back;
            }
            case COMPLETED -> {
                Decision back = now.step() == Step.WATCHING ? Ending.failed(plan, now, readings) : null;
                yield back == null ? Ending.watch(plan, now, readings) : back;
            }
        };
    }

    private static Decision begin(Plan plan, Progress now, @Nullable Instant startAt, Readings readings) {
        boolean waits = startAt != null && readings.now().isBefore(startAt);
        Signs signs = readings.signs();
        return waits || signs.frozen() != null || signs.undeployed() != null || signs.older() != null
                ? Decision.hold(now)
                : Decision.of(Decision.Kind.ADVANCE, Progress.at(plan.together(0), readings.now()));
    }

    private static Decision run(Plan plan, Progress now, Readings readings) {
        Stage stage = plan.joined(now.stage());
        Instant at = readings.now();
        Instant confirmed = now.confirmedAt();
        if (confirmed == null) {
            Double receipts = stage.gates().receipts();
            if (receipts != null && !readings.receipts().confirms(receipts)) {
                return Decision.hold(now.in(Step.AWAITING_RECEIPTS, null, now.baked(), at));
            }
            confirmed = at;
        }
        if (at.isBefore(now.stageStartedAt().plus(stage.warmUp()))) {
            return Decision.hold(now.in(Step.WARM_UP, confirmed, now.baked(), at));
        }
        if (readings.silent() || any(readings, Verdict.NO_DATA)) {
            return silent(stage, now.in(Step.NO_DATA, confirmed, now.baked(), at), at);
        }
        Duration baked = now.baked().plus(watched(now, at));
        Progress baking = now.in(Step.BAKING, confirmed, baked, at);
        if (any(readings, Verdict.HOLD)) {
            return Decision.hold(now.in(Step.HELD, confirmed, baked, at));
        }
        if (baked.compareTo(stage.bake()) < 0) {
            return Decision.hold(baking);
        }
        if (readings.enough() && !any(readings, Verdict.UNDECIDED)) {
            return onward(plan, stage, baking, readings, needed(stage, false));
        }
        return undecided(plan, stage, baking, readings);
    }

    /** Nothing is known: nothing goes on, and nothing is taken back unless the plan says how long that may last. */
    private static Decision silent(Stage stage, Progress now, Instant at) {
        Duration limit = stage.patience().noData();
        Instant since = now.noDataSince();
        return limit != null && since != null && !at.isBefore(since.plus(limit))
                ? Decision.rollBack(now, State.ROLLED_BACK, at, null)
                : Decision.hold(now);
    }

    private static Decision undecided(Plan plan, Stage stage, Progress baking, Readings readings) {
        Instant at = readings.now();
        Duration maxWait = stage.patience().maxWait();
        if (maxWait != null && baking.baked().compareTo(stage.bake().plus(maxWait)) < 0) {
            return Decision.hold(baking);
        }
        return switch (stage.patience().onUndecided()) {
            case HOLD -> wait(baking, Step.HELD, at);
            case ASK -> onward(plan, stage, baking, readings, needed(stage, true));
            case ADVANCE -> onward(plan, stage, baking, readings, needed(stage, false));
            case ROLLBACK -> Decision.rollBack(baking, State.ROLLED_BACK, at, null);
        };
    }

    /** How many people must agree before this stage is left. */
    static int needed(Stage stage, boolean asks) {
        Approval approval = stage.gates().approval();
        return Math.max(approval == null ? 0 : approval.count(), asks ? 1 : 0);
    }

    /** The next stage, when everything that has to be said has been; else the release waits where it is. */
    private static Decision onward(Plan plan, Stage stage, Progress baking, Readings readings, int approvals) {
        Signs signs = readings.signs();
        Instant at = readings.now();
        if (signs.approvals() < approvals) {
            return wait(baking, Step.AWAITING_APPROVAL, at);
        }
        if (!stage.gates().checks().stream().allMatch(signs::succeeded)) {
            return wait(baking, Step.AWAITING_CHECK, at);
        }
        if (signs.frozen() != null || !stage.gates().open(at)) {
            return wait(baking, Step.AWAITING_WINDOW, at);
        }
        if (signs.undeployed() != null) {
            return wait(baking, Step.AWAITING_DEPLOYMENT, at);
        }
        if (signs.older() != null) {
            return wait(baking, Step.AWAITING_RELEASE, at);
        }
        return next(plan, baking, at);
    }

    private static Decision wait(Progress baking, Step step, Instant at) {
        return Decision.hold(baking.in(step, baking.confirmedAt(), baking.baked(), at));
    }

    /** One stage on, or the end. */
    static Decision next(Plan plan, Progress now, Instant at) {
        return plan.isLast(now.stage())
                ? Decision.of(
                        Decision.Kind.COMPLETE,
                        now.ended(State.COMPLETED, plan.watch().isZero() ? null : Step.WATCHING, at))
                : Decision.of(Decision.Kind.ADVANCE, now.onTo(plan.together(now.stage() + 1), at));
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
        return readings.judgements().stream().map(Judgement::verdict).anyMatch(verdict::equals);
    }
}
