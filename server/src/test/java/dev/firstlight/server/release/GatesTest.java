package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Frozen;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stage waits for, and what is left of a release after its end. */
class GatesTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z"); // a Monday
    private static final Receipts.Summary ALL = new Receipts.Summary(7, 100, 100);
    private static final Undeployed MISSING = new Undeployed(new StartOn("checkout", "1.4.2", null), Set.of("au"));
    private static final Frozen CHRISTMAS = new Frozen("Christmas", START.plus(Duration.ofDays(1)));

    /** At the end of a bake that went well: approvals, CI, freeze, deployments and older releases are asked in this order. */
    @ParameterizedTest
    @CsvSource({
        // approvals, check,  frozen, missing, older, step
        "0,         SUCCESS,  false,  false,   false, AWAITING_APPROVAL",
        "1,         SUCCESS,  false,  false,   false, AWAITING_APPROVAL",
        "1,         PENDING,  true,   true,    true,  AWAITING_APPROVAL",
        "2,         ,         false,  false,   false, AWAITING_CHECK",
        "2,         PENDING,  false,  true,    false, AWAITING_CHECK",
        "2,         FAILURE,  true,   false,   false, AWAITING_CHECK",
        "2,         SUCCESS,  true,   true,    true,  AWAITING_WINDOW",
        "2,         SUCCESS,  false,  true,    true,  AWAITING_DEPLOYMENT",
        "2,         SUCCESS,  false,  true,    false, AWAITING_DEPLOYMENT",
        "2,         SUCCESS,  false,  false,   true,  AWAITING_RELEASE",
        "2,         SUCCESS,  false,  false,   false, AWAITING_RECEIPTS",
        "3,         SUCCESS,  false,  false,   false, AWAITING_RECEIPTS"
    })
    void everyGateHasToOpen(
            int approvals, @Nullable CheckState check, boolean frozen, boolean missing, boolean older, Step step) {
        Plan plan = plan("'approval': {'count': 2}, 'checks': ['smoke']", "");
        Signs signs = new Signs(
                frozen ? CHRISTMAS : null,
                approvals,
                check == null ? Map.of() : Map.of("smoke", check),
                older ? "R0" : null,
                missing ? MISSING : null);
        Decision decided = tick(plan, baked(0), reading(60, signs, "PASS"));
        assertThat(decided.next().step()).isEqualTo(step);
        assertThat(decided.goesOn()).isEqualTo(step == Step.AWAITING_RECEIPTS);
        assertThat(decided.next().stage()).isEqualTo(decided.goesOn() ? 1 : 0);
    }

    @Test
    void aFailureBeatsEveryGate() {
        Plan plan = plan("'approval': {'count': 2}, 'checks': ['smoke']", "");
        for (Step step : Step.values()) {
            Progress now = progress(State.RUNNING, step, 0, START, Duration.ofMinutes(2), null, Set.of());
            assertThat(tick(plan, now, reading(60, new Signs(CHRISTMAS, 0, Map.of(), "R0", null), "FAIL"))
                            .next()
                            .state())
                    .isEqualTo(State.ROLLED_BACK);
        }
    }

    @Test
    void aStageIsLeftOnlyInTheHoursOfThePlan() {
        Plan plan = plan("'window': {'zone': 'UTC', 'days': ['monday'], 'from': '09:00', 'until': '17:00'}", "");
        assertThat(tick(plan, baked(0), reading(60, Signs.NONE, "PASS")).next().step())
                .isEqualTo(Step.AWAITING_WINDOW);
        assertThat(tick(plan, baked(0), reading(9 * 3_600, Signs.NONE, "PASS")).goesOn())
                .isTrue();
        assertThat(tick(plan, baked(0), reading(17 * 3_600, Signs.NONE, "PASS")).goesOn())
                .isFalse();
    }

    @Test
    void withoutAVerdictSomebodyIsAsked() {
        Plan plan = plan("'onUndecided': 'ask'", "");
        assertThat(tick(plan, baked(0), reading(60, Signs.NONE, "UNDECIDED"))
                        .next()
                        .step())
                .isEqualTo(Step.AWAITING_APPROVAL);
        assertThat(tick(plan, baked(0), reading(60, new Signs(null, 1, Map.of(), null, null), "UNDECIDED"))
                        .kind())
                .isEqualTo(Decision.Kind.ADVANCE);
        assertThat(tick(plan, baked(0), reading(60, Signs.NONE, "PASS")).kind()).isEqualTo(Decision.Kind.ADVANCE);
    }

    @Test
    void withoutDataItIsTakenBackWhenThePlanSaysSo() {
        Plan patient = plan("", "");
        Plan strict = plan("'onNoData': 'rollback', 'noDataAfter': 'PT5M'", "");
        Progress now = baked(0);
        for (int second : new int[] {1, 100, 299}) {
            now = tick(strict, now, reading(second, Signs.NONE, "NO_DATA")).next();
            assertThat(now.step()).isEqualTo(Step.NO_DATA);
            assertThat(now.noDataSince()).isEqualTo(START.plusSeconds(1));
        }
        Progress back = tick(strict, now, reading(300, Signs.NONE, "PASS")).next();
        assertThat(back.noDataSince()).isNull();
        assertThat(tick(strict, now, reading(301, Signs.NONE, "NO_DATA")).kind())
                .isEqualTo(Decision.Kind.ROLL_BACK);
        assertThat(tick(patient, now, reading(90_000, Signs.NONE, "NO_DATA")).kind())
                .isEqualTo(Decision.Kind.HOLD);
    }

    @Test
    void aScheduledReleaseBeginsAtItsTime() {
        Plan plan = plan("", "");
        Progress scheduled = Progress.ahead(State.SCHEDULED, START);
        Instant at = START.plusSeconds(60);
        assertThat(ReleaseMachine.tick(plan, scheduled, at, reading(59, Signs.NONE, ""))
                        .kind())
                .isEqualTo(Decision.Kind.HOLD);
        assertThat(ReleaseMachine.tick(plan, scheduled, at, reading(60, Signs.NONE.in(CHRISTMAS), ""))
                        .kind())
                .isEqualTo(Decision.Kind.HOLD);
        Decision begins = ReleaseMachine.tick(plan, scheduled, at, reading(61, Signs.NONE, ""));
        assertThat(begins.kind()).isEqualTo(Decision.Kind.ADVANCE);
        assertThat(begins.next().state()).isEqualTo(State.RUNNING);
        assertThat(Happening.of(scheduled, begins)).isEqualTo(Happening.STARTED);
    }

    @Test
    void aReleaseThatFollowsADeploymentBeginsWithIt() {
        Plan plan = plan("", "");
        Progress scheduled = Progress.ahead(State.SCHEDULED, START);
        Signs waits = new Signs(null, 0, Map.of(), null, MISSING);
        assertThat(ReleaseMachine.tick(plan, scheduled, null, reading(1, waits, ""))
                        .next())
                .isEqualTo(scheduled);
        assertThat(ReleaseMachine.tick(plan, scheduled, null, reading(1, Signs.NONE, ""))
                        .kind())
                .isEqualTo(Decision.Kind.ADVANCE);
        assertThat(ReleaseMachine.tick(plan, scheduled, START.plusSeconds(60), reading(1, Signs.NONE, ""))
                        .kind())
                .isEqualTo(Decision.Kind.HOLD);
    }

    @Test
    void stagesThatBeginTogetherAreLeftTogether() {
        Plan plan = PlanJson.read(Json.read("""
                {"stages": [{"regions": ["nz"], "percent": 5, "bake": "PT1M"},
                    {"regions": ["au"], "percent": 5, "parallel": true, "bake": "PT5M", "checks": ["au"]},
                    {"regions": "all", "percent": 100}]}"""));
        Decision first = Acts.act(plan, Progress.draft(START), Action.START, null, START);
        assertThat(first.next().stage()).isEqualTo(1);
        Signs good = new Signs(null, 0, Map.of("au", CheckState.SUCCESS), null, null);
        assertThat(tick(plan, baked(1), reading(60, good, "PASS")).next().step())
                .isEqualTo(Step.BAKING);
        Progress long5 = progress(State.RUNNING, Step.BAKING, 1, START, Duration.ofMinutes(5), null, Set.of());
        assertThat(tick(plan, long5, reading(300, Signs.NONE, "PASS")).next().step())
                .isEqualTo(Step.AWAITING_CHECK);
        assertThat(tick(plan, long5, reading(300, good, "PASS")).next().stage()).isEqualTo(2);
    }

    @Test
    void aFailureIsTakenBackForAWhileAfterTheEnd() {
        Plan plan = plan("", ", 'watch': 'PT10M'");
        Decision end = tick(plan, baked(1), reading(60, Signs.NONE, "PASS"));
        assertThat(end.kind()).isEqualTo(Decision.Kind.COMPLETE);
        assertThat(end.next().step()).isEqualTo(Step.WATCHING);
        assertThat(tick(plan, end.next(), reading(600, Signs.NONE, "FAIL"))
                        .next()
                        .state())
                .isEqualTo(State.ROLLED_BACK);
        assertThat(tick(plan, end.next(), reading(600, Signs.NONE, "PASS")).next())
                .isEqualTo(end.next());
        Progress over = tick(plan, end.next(), reading(661, Signs.NONE, "PASS")).next();
        assertThat(over.step()).isNull();
        assertThat(over.state()).isEqualTo(State.COMPLETED);
        assertThat(tick(plan, over, reading(662, Signs.NONE, "FAIL")).next()).isEqualTo(over);
        Plan without = plan("", ", 'watch': 'PT0S'");
        assertThat(tick(without, baked(1), reading(60, Signs.NONE, "PASS"))
                        .next()
                        .step())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // seconds, connected, applied, step
        "1,    216, 100, CONFIRMING",
        "29,   216, 213, CONFIRMING",
        "29,   216, 214, ",
        "1,    0,   0,   ",
        "30,   216, 213, UNCONFIRMED",
        "3599, 216, 213, UNCONFIRMED",
        "3599, 216, 216, ",
        "3600, 216, 213, "
    })
    void aRollbackIsOverWhenInstancesSaySo(int second, int connected, int applied, @Nullable Step step) {
        Progress rolledBack = progress(State.ROLLED_BACK, Step.CONFIRMING, 0, START, Duration.ZERO, null, Set.of());
        Readings seen = new Readings(
                List.of(),
                new Receipts.Summary(9, connected, applied),
                false,
                false,
                Set.of(),
                Signs.NONE,
                START.plusSeconds(second));
        Decision decided = ReleaseMachine.tick(plan("", ""), rolledBack, null, seen);
        assertThat(decided.kind()).isEqualTo(Decision.Kind.HOLD);
        assertThat(decided.next().state()).isEqualTo(State.ROLLED_BACK);
        assertThat(decided.next().step()).isEqualTo(step);
    }

    @Test
    void oneRegionIsTakenBackAloneAndASecondTakesAllBack() {
        Plan plan = plan("", ", 'rollback': 'region'");
        Progress now = progress(State.RUNNING, Step.BAKING, 1, START, Duration.ZERO, null, Set.of());
        Judgement nz = judgement(Verdict.FAIL, stratum("nz", 60));
        Decision first = tick(plan, now, reading(List.of(nz), "nz", "au", "eu"));
        assertThat(first.kind()).isEqualTo(Decision.Kind.ROLL_BACK);
        assertThat(first.region()).isEqualTo("nz");
        assertThat(first.next().state()).isEqualTo(State.RUNNING);
        assertThat(first.next().out()).containsExactly("nz");

        Judgement calm = judgement(Verdict.UNDECIDED, stratum("au", 2));
        assertThat(tick(plan, first.next(), reading(List.of(calm), "au", "eu")).kind())
                .isEqualTo(Decision.Kind.HOLD);
        Judgement suspicious = judgement(Verdict.HOLD, stratum("au", 14));
        Decision second = tick(plan, first.next(), reading(List.of(suspicious), "au", "eu"));
        assertThat(second.kind()).isEqualTo(Decision.Kind.ROLL_BACK);
        assertThat(second.region()).isNull();
        assertThat(second.next().state()).isEqualTo(State.ROLLED_BACK);
    }

    @Test
    void theReleaseIsTakenBackWhereARegionCannotBeAlone() {
        Plan byRegion = plan("", ", 'rollback': 'region'");
        Progress now = progress(State.RUNNING, Step.BAKING, 1, START, Duration.ZERO, null, Set.of());
        Judgement nz = judgement(Verdict.FAIL, stratum("nz", 60));
        assertThat(tick(byRegion, now, reading(List.of(nz), "nz")).region()).isNull();
        Judgement both = judgement(Verdict.FAIL, stratum("nz", 30), stratum("au", 30));
        assertThat(tick(byRegion, now, reading(List.of(both), "nz", "au")).region())
                .isNull();
        assertThat(tick(plan("", ""), now, reading(List.of(nz), "nz", "au")).region())
                .isNull();
        Progress watched = now.ended(State.COMPLETED, Step.WATCHING, START);
        assertThat(tick(byRegion, watched, reading(List.of(nz), "nz", "au"))
                        .next()
                        .state())
                .isEqualTo(State.ROLLED_BACK);
    }

    private static Decision tick(Plan plan, Progress now, Readings readings) {
        return ReleaseMachine.tick(plan, now, null, readings);
    }

    private static Progress baked(int stage) {
        return progress(State.RUNNING, Step.BAKING, stage, START, Duration.ofMinutes(1), null, Set.of());
    }

    private static Progress progress(
            State state,
            Step step,
            int stage,
            Instant since,
            Duration baked,
            @Nullable Instant noData,
            Set<String> out) {
        return new Progress(state, step, stage, since, since, baked, since.plus(baked), noData, out);
    }

    private static Readings reading(long second, Signs signs, String verdicts) {
        List<Judgement> judgements = Arrays.stream(verdicts.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> judgement(Verdict.valueOf(word)))
                .toList();
        return new Readings(judgements, ALL, true, false, Set.of("nz"), signs, START.plusSeconds(second));
    }

    private static Readings reading(List<Judgement> judgements, String... treated) {
        return new Readings(judgements, ALL, true, false, Set.of(treated), Signs.NONE, START.plusSeconds(1));
    }

    private static Judgement judgement(Verdict verdict, Stratum... strata) {
        return new Judgement(
                new Guard("errors", "error rate", 0.5), verdict, 0, 0, 1, false, List.of(strata), List.of(strata));
    }

    /** Half of a thousand units is treated; only treated ones have the event. */
    private static Stratum stratum(String region, long events) {
        return new Stratum(region, 1, 0.5, new Count(500, events), new Count(500, 0));
    }

    private static Plan plan(String stage, String besides) {
        String written =
                "{'regions': ['nz'], 'percent': 5, 'bake': 'PT1M'" + (stage.isEmpty() ? "" : ", " + stage) + "}";
        String json = "{'stages': [" + written + ", " + written + "], 'guards': [{'metric': 'errors'}]" + besides + "}";
        return PlanJson.read(Json.read(json.replace('\'', '"')));
    }
}
