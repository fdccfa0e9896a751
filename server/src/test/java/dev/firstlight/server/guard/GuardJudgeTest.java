package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.metric.Count;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardJudgeTest {
    private static final Guard ERRORS = new Guard("errors", "error rate", 1.0);
    private static final Guard CRASHES = new Guard("crashes", "crash rate", 1.0);

    @Test
    void nothingMeasuredIsNotUndecided() {
        assertThat(verdict(List.of())).isEqualTo(Verdict.NO_DATA);
        assertThat(verdict(List.of(Strata.of("nz", 10, 1, 0, 0, 0.5)))).isEqualTo(Verdict.NO_DATA);
    }

    @Test
    void aSilentSourceIsNoDataWhateverItSaidBefore() {
        Evidence evidence = new Evidence(ERRORS, List.of(Strata.of("nz", 100, 50, 900, 9, 0.1)), true);
        assertThat(GuardJudge.judge(List.of(evidence), 1).get(0).verdict()).isEqualTo(Verdict.NO_DATA);
    }

    @Test
    void failsAtAHundredWithFiveTreatedUnits() {
        Judgement failed = judge(List.of(Strata.of("nz", 1_000, 30, 9_000, 45, 0.1)));
        assertThat(failed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(failed.evidence()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void fourUnitsAreTooFewToRollBackWhateverTheEvidence() {
        Judgement judged = judge(List.of(Strata.of("nz", 100, 4, 9_900, 0, 0.01)));
        assertThat(judged.evidence()).isGreaterThan(900);
        assertThat(judged.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void failureBeatsAWrongSampleRatio() {
        Judgement judged = judge(List.of(Strata.of("nz", 400, 100, 9_600, 48, 0.1)));
        assertThat(judged.unbalanced()).isTrue();
        assertThat(judged.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aWrongSampleRatioHolds() {
        assertThat(verdict(List.of(Strata.of("nz", 4_400, 22, 5_600, 28, 0.5)))).isEqualTo(Verdict.HOLD);
    }

    @Test
    void passesOnlyWithEvidenceOfBeingWithinTheMargin() {
        assertThat(verdict(List.of(Strata.of("nz", 500, 1, 500, 1, 0.5)))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(List.of(Strata.of("nz", 20_000, 100, 20_000, 100, 0.5))))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void oneFailingRegionIsNamed() {
        List<Stratum> strata =
                List.of(Strata.of("eu", 50_000, 250, 50_000, 250, 0.5), Strata.of("nz", 1_000, 40, 1_000, 5, 0.5));
        Judgement judged = judge(strata);
        assertThat(judged.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judged.scope()).extracting(Stratum::region).containsOnly("nz");
    }

    @Test
    void theLimitIsSharedByAllGuards() {
        List<Stratum> bad = List.of(Strata.of("nz", 1_000, 16, 9_000, 45, 0.1));
        List<Stratum> fine = List.of(Strata.of("nz", 1_000, 5, 9_000, 45, 0.1));
        Judgement alone = judge(bad);
        assertThat(alone.evidence()).isBetween(100.0, 400.0);
        assertThat(alone.verdict()).isEqualTo(Verdict.FAIL);

        List<Evidence> four = List.of(
                new Evidence(ERRORS, bad, false),
                new Evidence(CRASHES, fine, false),
                new Evidence(CRASHES, fine, false),
                new Evidence(CRASHES, fine, false));
        List<Judgement> judged = GuardJudge.judge(four, 1);
        assertThat(judged.get(0).verdict()).isEqualTo(Verdict.HOLD);
        assertThat(judged.get(0).rollbackAt()).isEqualTo(400);
    }

    @Test
    void guardsThatAgreeFailTogether() {
        List<Stratum> bad = List.of(Strata.of("nz", 1_000, 16, 9_000, 45, 0.1));
        List<Judgement> judged =
                GuardJudge.judge(List.of(new Evidence(ERRORS, bad, false), new Evidence(CRASHES, bad, false)), 1);
        assertThat(judged).extracting(Judgement::verdict).contains(Verdict.FAIL);
    }

    @Test
    void aSignalHoldsAndNeverTakesBack() {
        Guard signal = new Guard("slow", "slow answers", 1.0, Worse.HIGHER, Role.SIGNAL);
        List<Stratum> terrible = List.of(Strata.of("nz", 1_000, 300, 9_000, 45, 0.1));
        List<Judgement> judged = GuardJudge.judge(
                List.of(
                        new Evidence(signal, terrible, false),
                        new Evidence(ERRORS, List.of(Strata.of("nz", 1_000, 5, 9_000, 45, 0.1)), false)),
                1);
        assertThat(judged).extracting(Judgement::verdict).containsExactly(Verdict.HOLD, Verdict.UNDECIDED);
        assertThat(judged.get(1).rollbackAt()).isEqualTo(100);
    }

    @Test
    void anUnhealthyEnvironmentHoldsWhatWouldPassAndNotWhatFails() {
        ControlDay incident = new ControlDay(new Count(1_000, 60), 0.01);
        List<Stratum> alike = List.of(Strata.of("nz", 20_000, 1_000, 20_000, 1_000, 0.5));
        Evidence passing = new Evidence(ERRORS, new Counted(alike, LateOnset.NEVER), false, incident);
        Judgement held = GuardJudge.judge(List.of(passing), 1).get(0);
        assertThat(held.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(held.cause()).isEqualTo(Cause.ENVIRONMENT);

        List<Stratum> bad = List.of(Strata.of("nz", 1_000, 30, 9_000, 45, 0.1));
        Evidence failing = new Evidence(ERRORS, new Counted(bad, LateOnset.NEVER), false, incident);
        assertThat(GuardJudge.judge(List.of(failing), 1).get(0).verdict()).isEqualTo(Verdict.FAIL);

        ControlDay usual = new ControlDay(new Count(1_000, 25), 0.01);
        Evidence calm = new Evidence(ERRORS, new Counted(alike, LateOnset.NEVER), false, usual);
        assertThat(GuardJudge.judge(List.of(calm), 1).get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aDropOfAGoodEventFailsWithoutTreatedEvents() {
        Guard conversion = new Guard("bought", "conversion", 0.1, Worse.LOWER, Role.HARD);
        List<Stratum> gone = List.of(Strata.of("nz", 1_000, 0, 1_000, 100, 0.5));
        Judgement judged = GuardJudge.judge(List.of(new Evidence(conversion, gone, false)), 1)
                .get(0);
        assertThat(judged.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void theOrderOfStrataIsNoPartOfTheEvidence() {
        List<Stratum> one = List.of(
                Strata.of("nz", 700, 9, 700, 5, 0.5),
                Strata.of("au", 910, 7, 830, 4, 0.5),
                Strata.of("us", 510, 3, 540, 2, 0.5));
        List<Stratum> other = List.of(one.get(2), one.get(0), one.get(1));
        assertThat(judge(other).lnFail()).isEqualTo(judge(one).lnFail());
    }

    @Test
    void undecidedSaysWhenItPasses() {
        Judgement judged = judge(List.of(Strata.of("nz", 4_000, 20, 4_000, 20, 0.5)));
        assertThat(judged.verdict()).isEqualTo(Verdict.UNDECIDED);
        // A few dozen events more, at forty an hour.
        assertThat(judged.passesIn(Duration.ofHours(1))).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(90));
        assertThat(judge(List.of(Strata.of("nz", 9, 0, 9, 0, 0.5))).passesIn(Duration.ofHours(1)))
                .isNull();
    }

    private static Verdict verdict(List<Stratum> strata) {
        return judge(strata).verdict();
    }

    private static Judgement judge(List<Stratum> strata) {
        return GuardJudge.judge(List.of(new Evidence(ERRORS, strata, false)), 1).get(0);
    }
}
