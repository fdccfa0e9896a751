package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.plan.Layout;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseSentenceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Readings READINGS = new Readings(
            List.of(),
            new Receipts.Summary(7, 216, 214),
            false,
            false,
            Set.of("nz"),
            Signs.NONE,
            START.plusSeconds(90));
    private static final ReleaseFacts FACTS = facts();

    @Test
    void saysWhere() {
        assertThat(FACTS.where(0)).isEqualTo("in nz at 25 %");
        assertThat(FACTS.where(1)).isEqualTo("in au, eu and nz at 25 to 50 %");
        assertThat(FACTS.where(1, "nz")).isEqualTo("in nz at 25 %");
        assertThat(FACTS.ordinal(1)).isEqualTo("stage 2 of 2");
    }

    @Test
    void saysWhatPeopleDid() {
        Progress draft = Progress.draft(START);
        Progress running = Progress.at(0, START);
        assertThat(acted(draft, Action.RESUME, null))
                .isEqualTo("Started checkout-v2 in nz at 25 % with \"on\" instead of \"off\", stage 1 of 2, by Ann.");
        assertThat(acted(running, Action.ROLLBACK, "odd logs"))
                .isEqualTo("Rolled back checkout-v2 in nz at 25 %, by Ann: odd logs.");
        assertThat(acted(running, Action.PROMOTE, null))
                .isEqualTo("Advanced checkout-v2 to stage 2 of 2, in au, eu and nz at 25 to 50 %, by Ann.");
        assertThat(acted(Progress.at(1, START), Action.PROMOTE, " "))
                .isEqualTo("Completed checkout-v2: everyone gets \"on\", by Ann.");
    }

    @Test
    void saysWhatAStageDoes() {
        Progress now = Progress.at(0, START);
        assertThat(stands(now, Step.AWAITING_RECEIPTS))
                .isEqualTo("Waiting for instances to serve checkout-v2 in nz at 25 %, stage 1 of 2: 214 of 216 do.");
        assertThat(stands(now, Step.BAKING))
                .isEqualTo(
                        "Watching checkout-v2 in nz at 25 %, stage 1 of 2, for 3 h; served by 214 of 216 instances.");
        assertThat(stands(now, Step.NO_DATA))
                .isEqualTo("No data on checkout-v2 in nz at 25 %, stage 1 of 2, so its clock stands still.");
    }

    @Test
    void saysThatThereWasNoVerdict() {
        Progress baked = Progress.at(0, START).in(Step.BAKING, START, Duration.ofHours(3), START);
        Decision decision = Decision.rollBack(baked, State.ROLLED_BACK, START, null);
        assertThat(ReleaseSentence.decided(FACTS, baked, decision, READINGS, START))
                .isEqualTo("Rolled back checkout-v2 in nz at 25 %: no verdict 3 h into the stage.");
    }

    @Test
    void saysWhatItFollows() {
        ReleaseFacts facts = new ReleaseFacts(
                FACTS.flag(),
                FACTS.treatment(),
                FACTS.control(),
                FACTS.plan(),
                FACTS.split(),
                new StartOn("checkout", "1.4.2", null));
        assertThat(ReleaseSentence.scheduled(facts, null, "Ann"))
                .isEqualTo("Scheduled checkout-v2 for when checkout 1.4.2 is in nz, by Ann.");
        assertThat(ReleaseSentence.scheduled(facts, START, "Ann"))
                .isEqualTo("Scheduled checkout-v2 for 2026-01-01T00:00:00Z, when checkout 1.4.2 is in nz, by Ann.");
        assertThat(ReleaseSentence.scheduled(FACTS, START, "Ann"))
                .isEqualTo("Scheduled checkout-v2 for 2026-01-01T00:00:00Z, by Ann.");
        Progress baked = Progress.at(0, START).in(Step.BAKING, START, Duration.ofHours(3), START);
        Decision waits =
                Decision.of(Decision.Kind.HOLD, baked.in(Step.AWAITING_DEPLOYMENT, START, Duration.ofHours(3), START));
        StartOn on = new StartOn("checkout", "1.4.2", List.of("au"));
        assertThat(on.needed(Set.of("nz", "au"))).containsExactly("au");
        Readings seen = new Readings(
                List.of(),
                READINGS.receipts(),
                true,
                false,
                Set.of("nz"),
                new Signs(null, 0, Map.of(), null, new Undeployed(on, Set.of("au"))),
                START);
        assertThat(ReleaseSentence.decided(facts, baked, waits, seen, START))
                .isEqualTo("Waiting at checkout-v2 in nz at 25 %, stage 1 of 2: checkout 1.4.2 is not in au yet.");
        Decision begins = Decision.of(Decision.Kind.ADVANCE, Progress.at(0, START));
        assertThat(ReleaseSentence.decided(facts, Progress.ahead(State.SCHEDULED, START), begins, seen, START))
                .endsWith("stage 1 of 2, as checkout 1.4.2 is there.");
    }

    private static String acted(Progress before, Action action, @Nullable String comment) {
        Decision decision = Acts.act(FACTS.plan(), before, action, null, START);
        return ReleaseSentence.acted(FACTS, before, action, decision, "Ann", comment);
    }

    private static String stands(Progress before, Step step) {
        Decision decision = Decision.of(Decision.Kind.HOLD, before.in(step, START, Duration.ZERO, START));
        return ReleaseSentence.decided(FACTS, before, decision, READINGS, START);
    }

    private static ReleaseFacts facts() {
        Plan plan = PlanJson.read(Json.read("""
                {"stages": [{"regions": ["nz"], "percent": 25, "bake": "PT3H"},
                            {"regions": ["emea"], "percent": 50}]}"""));
        SplitPlan split = Layout.of(plan, List.of("nz", "au", "eu"), Map.of("emea", List.of("eu", "au")));
        return new ReleaseFacts("checkout-v2", "on", "off", plan, split, null);
    }
}
