package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.plan.Layout;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.plan.SplitPlanJson;
import dev.firstlight.server.platform.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InteractionsTest {
    private static final String TWO_STAGES =
            "'stages': [{'regions': ['nz'], 'percent': 5}, {'regions': ['nz', 'au'], 'percent': 50}]";

    @Test
    void oneRegionAndOneMetricAreEnough() {
        ReleaseEntity one = release("R1", "'guards': [{'metric': 'errors'}, {'metric': 'clicks'}]");
        ReleaseEntity other = release("R2", "'guards': [{'metric': 'errors'}]");
        other.stage = 1;
        assertThat(Interactions.of(one, 0, List.of(other)))
                .containsExactly(new Interactions.Shared("R2", "search", Set.of("nz"), Set.of("errors")));
        assertThat(Interactions.of(one, 1, List.of(other)))
                .containsExactly(new Interactions.Shared("R2", "search", Set.of("au", "nz"), Set.of("errors")));
    }

    @Test
    void otherMetricsOtherRegionsAndOtherServicesDoNotMeet() {
        ReleaseEntity one = release("R1", "'service': 'shop', 'guards': [{'metric': 'errors'}]");
        assertThat(Interactions.of(one, 0, List.of(release("R2", "'guards': [{'metric': 'clicks'}]"))))
                .isEmpty();
        assertThat(Interactions.of(
                        one, 0, List.of(release("R2", "'service': 'mail', 'guards': [{'metric': 'errors'}]"))))
                .isEmpty();
        assertThat(Interactions.of(
                        one, 0, List.of(release("R2", "'service': 'shop', 'guards': [{'metric': 'errors'}]"))))
                .hasSize(1);
        ReleaseEntity gone = release("R2", "'guards': [{'metric': 'errors'}]");
        gone.outRegions = "[\"nz\"]";
        assertThat(Interactions.of(one, 0, List.of(gone))).isEmpty();
    }

    private static ReleaseEntity release(String id, String besides) {
        Plan plan = PlanJson.read(Json.read(("{" + TWO_STAGES + ", " + besides + "}").replace('\'', '"')));
        ReleaseEntity release = new ReleaseEntity();
        release.id = id;
        release.flag = "search";
        release.stage = 0;
        release.plan = Json.write(PlanJson.write(plan));
        release.percents = SplitPlanJson.write(Layout.of(plan, List.of("nz", "au"), Map.of()));
        release.outRegions = "[]";
        return release;
    }
}
