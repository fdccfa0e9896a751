package dev.firstlight.server.release;

import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the machine that takes releases back, and sees to it that they are. */
final class Ending {
    /** The share of instances, in percent, that must serve the control again. */
    static final double CONFIRMED = 99;
    /** How long that may take before it is an alarm. */
    static final Duration ALARM = Duration.ofSeconds(30);
    /** After that nobody waits any more. */
    static final Duration GIVEN_UP = Duration.ofHours(1);

    private static final double LN_SUSPICIOUS = Math.log(GuardJudge.HOLD_AT);

    private Ending() {}

    /** The rollback that the evidence asks for; null for none. */
    static @Nullable Decision failed(Plan plan, Progress now, Readings readings) {
        for (Judgement judgement : readings.judgements()) {
            if (judgement.verdict() == Verdict.FAIL) {
                String region = region(plan, now, readings, judgement);
                return region == null
                        ? Decision.rollBack(now, State.ROLLED_BACK, readings.now(), judgement)
                        : Decision.rollBack(now, region, readings.now(), judgement);
            }
        }
        Judgement second = now.out().isEmpty() ? null : suspicious(readings.judgements());
        return second == null ? null : Decision.rollBack(now, State.ROLLED_BACK, readings.now(), second);
    }

    /** The region to take back alone; null where it is the release: it is the only one left, or not the first that failed. */
    private static @Nullable String region(Plan plan, Progress now, Readings readings, Judgement judgement) {
        Set<String> failing = Set.copyOf(
                judgement.scope().stream().map(Stratum::region).distinct().toList());
        boolean alone = plan.rollback() == Plan.Scope.REGION
                && now.state().live()
                && now.out().isEmpty()
                && failing.size() == 1
                && readings.treated().size() > 1;
        return alone ? failing.iterator().next() : null;
    }

    /** A guard with evidence enough to hold in some region; regions that were taken back are not looked at any more. */
    private static @Nullable Judgement suspicious(List<Judgement> judgements) {
        for (Judgement judgement : judgements) {
            if (judgement.takesBack() && judgement.worstRegion() >= LN_SUSPICIOUS) {
                return judgement;
            }
        }
        return null;
    }

    /** Whether instances serve the control again; nothing more happens to a release that has ended. */
    static Decision confirm(Progress now, Readings readings) {
        Step step = now.step();
        Instant at = readings.now();
        if (step == null || !step.confirms()) {
            return Decision.hold(now);
        }
        Duration passed = Duration.between(now.stageStartedAt(), at);
        boolean nobody = readings.receipts().connected() == 0;
        if (nobody || readings.receipts().confirms(CONFIRMED) || passed.compareTo(GIVEN_UP) >= 0) {
            return Decision.hold(now.left(null, at));
        }
        return Decision.hold(now.left(passed.compareTo(ALARM) >= 0 ? Step.UNCONFIRMED : Step.CONFIRMING, at));
    }

    /** After everyone has the treatment: whether that is over. */
    static Decision watch(Plan plan, Progress now, Readings readings) {
        boolean over = now.step() == Step.WATCHING
                && !readings.now().isBefore(now.stageStartedAt().plus(plan.watch()));
        return Decision.hold(over ? now.left(null, readings.now()) : now);
    }
}
