package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

    @Test
    void whatIsNotSaidGetsADefault() {
        Plan plan = read("{'stages': [{'regions': ['nz'], 'percent': 5}]}");
        Stage stage = plan.stage(0);
        assertThat(stage.name()).isEqualTo("nz 5 %");
        assertThat(stage.bake()).isEqualTo(Duration.ofHours(1));
        assertThat(stage.warmUp()).isZero();
        assertThat(stage.receipts()).isEqualTo(99);
        assertThat(stage.onUndecided()).isEqualTo(OnUndecided.HOLD);
        assertThat(stage.maxWait()).isNull();
        assertThat(plan.holdback()).isEqualTo(5);
        assertThat(plan.guards()).isEmpty();
    }

    @Test
    void nullWaivesReceiptsAndAllIsEverywhere() {
        Stage stage = read("{'stages': [{'regions': 'all', 'percent': 0.5, 'receipts': null, 'maxWait': 'PT24H'}]}")
                .stage(0);
        assertThat(stage.receipts()).isNull();
        assertThat(stage.regions()).isNull();
        assertThat(stage.name()).isEqualTo("everywhere 0.5 %");
        assertThat(stage.maxWait()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void isKeptAsItIs() {
        Plan plan =
                read("{'stages': [{'name': 'first', 'regions': ['nz'], 'percent': 5, 'bake': 'PT2M', 'receipts': null,"
                        + " 'onUndecided': 'rollback', 'maxWait': 'PT1H'}, {'regions': 'all', 'percent': 100}],"
                        + " 'guards': [{'metric': 'errors', 'margin': 0.25}], 'holdback': 10}");
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
    }

    @Test
    void aMetricIsGuardedOnce() {
        assertThatThrownBy(() -> read("{'stages': [{'regions': ['nz'], 'percent': 5}],"
                        + " 'guards': [{'metric': 'errors'}, {'metric': 'errors'}]}"))
                .isInstanceOf(Failure.class);
    }

    private static Plan read(String json) {
        return PlanJson.read(Json.read(json.replace('\'', '"')));
    }
}
