package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.plan.OnUndecided;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Frozen;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseMachineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Receipts.Summary ALL = new Receipts.Summary(7, 100, 100);

    /** One minute into the bake of the first of two stages that bake for a minute. */
    @ParameterizedTest
    @CsvSource({
        // verdicts,           on undecided, decision,  state,       step
        "PASS,                 HOLD,         ADVANCE,   RUNNING,     AWAITING_RECEIPTS",
        "PASS PASS,            HOLD,         ADVANCE,   RUNNING,     AWAITING_RECEIPTS",
        "'',                   HOLD,         ADVANCE,   RUNNING,     AWAITING_RECEIPTS",
        "UNDECIDED,            HOLD,         HOLD,      RUNNING,     HELD",
        "UNDECIDED,            ADVANCE,      ADVANCE,   RUNNING,     AWAITING_RECEIPTS",
        "UNDECIDED,            ROLLBACK,     ROLL_BACK, ROLLED_BACK, CONFIRMING",
        "UNDECIDED,            ASK,          HOLD,      RUNNING,     AWAITING_APPROVAL",
        "PASS UNDECIDED,       HOLD,         HOLD,      RUNNING,     HELD",
        "HOLD,                 ADVANCE,      HOLD,      RUNNING,     HELD",
        "HOLD,                 ROLLBACK,     HOLD,      RUNNING,     HELD",
        "NO_DATA,              ADVANCE,      HOLD,      RUNNING,     NO_DATA",
        "NO_DATA PASS,         ROLLBACK,     HOLD,      RUNNING,     NO_DATA",
        "FAIL,                 ADVANCE,      ROLL_BACK, ROLLED_BACK, CONFIRMING",
        "NO_DATA HOLD FAIL,    HOLD,         ROLL_BACK, ROLLED_BACK, CONFIRMING"
    })
    void atTheEndOfABake(
            String verdicts, OnUndecided policy, Decision.Kind decision, State state, @Nullable Step step) {
        Decision decided = ReleaseMachine.tick(plan(policy, null), baking(60), null, readings(60, ALL, verdicts));
        assertThat(decided.kind()).isEqualTo(decision);
        assertThat(decided.next().state()).isEqualTo(state);
        assertThat(decided.next().step()).isEqualTo(step);
    }

    /** In a freeze, at the end of a bake: what would have gone on waits, and what takes back does not. */
    @ParameterizedTest
    @CsvSource({
        "PASS,      HOLD,     HOLD,      AWAITING_WINDOW",
        "UNDECIDED, ADVANCE,  HOLD,      AWAITING_WINDOW",
        "UNDECIDED, HOLD,     HOLD,      HELD",
        "HOLD,      HOLD,     HOLD,      HELD",
        "UNDECIDED, ROLLBACK, ROLL_BACK, CONFIRMING",
        "FAIL,      HOLD,     ROLL_BACK, CONFIRMING"
    })
    void aFreezeHoldsWhatGoesOn(String verdicts, OnUndecided policy, Decision.Kind decision, @Nullable Step step) {
        Frozen frozen = new Frozen("Christmas", Instant.parse("2026-01-02T00:00:00Z"));
        for (int stage = 0; stage < 2; stage++) {
            Progress last = progress(
                    State.RUNNING, Step.BAKING, stage, START, START, Duration.ofSeconds(60), START.plusSeconds(60));
            Readings readings = readings(60, ALL, verdicts, Signs.NONE.in(frozen));
            Decision decided = ReleaseMachine.tick(plan(policy, null), last, null, readings);
            assertThat(decided.kind()).isEqualTo(decision);
            assertThat(decided.next().step()).isEqualTo(step);
            assertThat(decided.next().stage()).isEqualTo(stage);
            Decision after = ReleaseMachine.tick(plan(policy, null), decided.next(), null, readings(61, ALL, verdicts));
            assertThat(after.kind() == Decision.Kind.HOLD)
                    .isEqualTo(decided.next().state() != State.RUNNING || step == Step.HELD);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"RUNNING", "PAUSED"})
    void aFailureRollsBackFromEveryLiveState(State state) {
        for (Step step : Step.values()) {
            Progress now = progress(state, step, 0, START, null, Duration.ZERO, START);
            Decision decided = ReleaseMachine.tick(plan(OnUndecided.HOLD, null), now, null, readings(1, ALL, "FAIL"));
            assertThat(decided.next().state()).isEqualTo(State.ROLLED_BACK);
            assertThat(decided.because()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"DRAFT", "COMPLETED", "ROLLED_BACK", "ABORTED"})
    void nothingHappensToOthers(State state) {
        Progress now = progress(state, null, 0, START, null, Duration.ZERO, START);
        assertThat(ReleaseMachine.tick(plan(OnUndecided.HOLD, null), now, null, readings(1, ALL, "FAIL"))
                        .next())
                .isEqualTo(now);
    }

    @Test
    void theBakeClockStartsWhenReceiptsConfirm() {
        Plan plan = plan(OnUndecided.HOLD, null);
        Progress now = Progress.at(0, START);
        now = tick(plan, now, 5, new Receipts.Summary(7, 216, 213));
        assertThat(now.step()).isEqualTo(Step.AWAITING_RECEIPTS);
        now = tick(plan, now, 6, new Receipts.Summary(7, 0, 0));
        assertThat(now.step()).isEqualTo(Step.AWAITING_RECEIPTS);
        now = tick(plan, now, 7, new Receipts.Summary(7, 216, 214));
        assertThat(now.step()).isEqualTo(Step.BAKING);
        assertThat(now.baked()).isZero();
        now = tick(plan, now, 8, new Receipts.Summary(7, 216, 100));
        assertThat(now.step()).isEqualTo(Step.BAKING);
        assertThat(now.baked()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theBakeClockStandsStillWithoutData() {
        Plan plan = plan(OnUndecided.HOLD, null);
        Progress now = baking(30);
        now = ReleaseMachine.tick(plan, now, null, readings(31, ALL, "NO_DATA")).next();
        now = ReleaseMachine.tick(plan, now, null, readings(40, ALL, "NO_DATA")).next();
        now = ReleaseMachine.tick(plan, now, null, readings(41, ALL, "UNDECIDED"))
                .next();
        assertThat(now.step()).isEqualTo(Step.BAKING);
        assertThat(now.baked()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatOtherRegionsShowedDoesNotBakeANewOne() {
        Readings silent =
                new Readings(judgements("PASS"), ALL, true, true, Set.of("nz"), Signs.NONE, START.plusSeconds(61));
        Progress now = ReleaseMachine.tick(plan(OnUndecided.ADVANCE, null), baking(60), null, silent)
                .next();
        assertThat(now.step()).isEqualTo(Step.NO_DATA);
        assertThat(now.baked()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void timeThatNobodyWatchedIsNotBaked() {
        Progress now = ReleaseMachine.tick(
                        plan(OnUndecided.ADVANCE, null), baking(30), null, readings(9_000, ALL, "PASS"))
                .next();
        assertThat(now.stage()).isZero();
        assertThat(now.baked()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        Progress now = ReleaseMachine.tick(plan(OnUndecided.HOLD, null), baking(30), null, readings(-600, ALL, "PASS"))
                .next();
        assertThat(now.baked()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void waitsForAVerdictAsLongAsThePlanSays() {
        Plan plan = plan(OnUndecided.ROLLBACK, Duration.ofSeconds(30));
        assertThat(ReleaseMachine.tick(plan, baking(80), null, readings(80, ALL, "UNDECIDED"))
                        .next()
                        .step())
                .isEqualTo(Step.BAKING);
        assertThat(ReleaseMachine.tick(plan, baking(90), null, readings(90, ALL, "UNDECIDED"))
                        .kind())
                .isEqualTo(Decision.Kind.ROLL_BACK);
    }

    @Test
    void tooFewUnitsDoNotAdvance() {
        Readings few =
                new Readings(judgements("PASS"), ALL, false, false, Set.of("nz"), Signs.NONE, START.plusSeconds(60));
        assertThat(ReleaseMachine.tick(plan(OnUndecided.HOLD, null), baking(60), null, few)
                        .kind())
                .isEqualTo(Decision.Kind.HOLD);
    }

    @Test
    void warmsUpFirst() {
        String warm = "{'regions': 'all', 'percent': 5, 'warmUp': 'PT20S', 'bake': 'PT0S', 'receipts': null}";
        Plan plan = read("{'stages': [" + warm + "," + warm + "]}");
        assertThat(tick(plan, Progress.at(0, START), 19, ALL).step()).isEqualTo(Step.WARM_UP);
        assertThat(tick(plan, Progress.at(0, START), 20, ALL).stage()).isEqualTo(1);
    }

    @Test
    void theLastStageCompletes() {
        Progress last =
                progress(State.RUNNING, Step.BAKING, 1, START, START, Duration.ofSeconds(60), START.plusSeconds(60));
        Decision decided = ReleaseMachine.tick(plan(OnUndecided.HOLD, null), last, null, readings(60, ALL, "PASS"));
        assertThat(decided.kind()).isEqualTo(Decision.Kind.COMPLETE);
        assertThat(decided.next().state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void aPausedReleaseStandsStill() {
        Progress paused = baking(59).in(State.PAUSED, START.plusSeconds(59));
        Progress later = ReleaseMachine.tick(plan(OnUndecided.HOLD, null), paused, null, readings(500, ALL, "PASS"))
                .next();
        assertThat(later.stage()).isZero();
        assertThat(later.baked()).isEqualTo(Duration.ofSeconds(59));
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT,   RESUME,      RUNNING",
        "DRAFT,   ABORT,       ABORTED",
        "RUNNING, PAUSE,       PAUSED",
        "RUNNING, PROMOTE,     RUNNING",
        "RUNNING, ROLLBACK,    ROLLED_BACK",
        "RUNNING, ABORT,       ABORTED",
        "PAUSED,  RESUME,      RUNNING",
        "PAUSED,  PROMOTE,     RUNNING",
        "PAUSED,  ROLLBACK,    ROLLED_BACK",
        "PAUSED,  ABORT,       ABORTED",
        "ROLLED_BACK, ACKNOWLEDGE, ROLLED_BACK"
    })
    void peopleMay(State from, Action action, State to) {
        Decision decided = Acts.act(plan(OnUndecided.HOLD, null), in(from), action, null, START);
        assertThat(decided.next().state()).isEqualTo(to);
        assertThat(decided.changesServing())
                .isEqualTo(action != Action.PAUSE
                        && action != Action.ACKNOWLEDGE
                        && !(action == Action.RESUME && from == State.PAUSED)
                        && !(action == Action.ABORT && from == State.DRAFT));
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT,       PAUSE",
        "DRAFT,       PROMOTE",
        "DRAFT,       ROLLBACK",
        "PAUSED,      PAUSE",
        "RUNNING,     RESUME",
        "RUNNING,     ACKNOWLEDGE",
        "COMPLETED,   ROLLBACK",
        "COMPLETED,   PROMOTE",
        "ROLLED_BACK, ROLLBACK",
        "ROLLED_BACK, RESUME",
        "ABORTED,     ACKNOWLEDGE"
    })
    void peopleMayNot(State from, Action action) {
        assertThatThrownBy(() -> Acts.act(plan(OnUndecided.HOLD, null), in(from), action, null, START))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("This release is " + from);
    }

    private static Progress tick(Plan plan, Progress now, long second, Receipts.Summary confirmations) {
        return ReleaseMachine.tick(plan, now, null, readings(second, confirmations, ""))
                .next();
    }

    private static Progress in(State state) {
        return progress(state, null, 0, START, null, Duration.ZERO, START);
    }

    private static Progress baking(long seconds) {
        return progress(
                State.RUNNING, Step.BAKING, 0, START, START, Duration.ofSeconds(seconds), START.plusSeconds(seconds));
    }

    private static Readings readings(long second, Receipts.Summary confirmations, String verdicts) {
        return readings(second, confirmations, verdicts, Signs.NONE);
    }

    private static Readings readings(long second, Receipts.Summary confirmations, String verdicts, Signs signs) {
        return new Readings(
                judgements(verdicts), confirmations, true, false, Set.of("nz"), signs, START.plusSeconds(second));
    }

    private static Progress progress(
            State state,
            @Nullable Step step,
            int stage,
            Instant since,
            @Nullable Instant confirmed,
            Duration baked,
            Instant ticked) {
        return new Progress(state, step, stage, since, confirmed, baked, ticked, null, Set.of());
    }

    private static List<Judgement> judgements(String verdicts) {
        return Arrays.stream(verdicts.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> new Judgement(
                        new Guard("errors", "error rate", 0.5),
                        Verdict.valueOf(word),
                        0,
                        0,
                        1,
                        false,
                        List.of(),
                        List.of()))
                .toList();
    }

    private static Plan plan(OnUndecided policy, @Nullable Duration maxWait) {
        String stage = "{'regions': ['nz'], 'percent': 5, 'bake': 'PT1M', 'minUnits': 10, 'onUndecided': '"
                + policy.name().toLowerCase(Locale.ROOT) + "'"
                + (maxWait == null ? "" : ", 'maxWait': '" + maxWait + "'")
                + "}";
        return read("{'stages': [" + stage + ", " + stage + "], 'guards': [{'metric': 'errors'}]}");
    }

    private static Plan read(String json) {
        return PlanJson.read(Json.read(json.replace('\'', '"')));
    }
}
