package dev.firstlight.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanJsonTest {

    @Test
    void whatIsNotSaidGetsADefault() {
        Plan plan = read("{'stages': [{'regions': ['nz'], 'percent': 5}]}");
        Stage stage = plan.stage(0);
        assertThat(stage.name()).isEqualTo("nz 5 %");
        assertThat(stage.bake()).isEqualTo(Duration.ofHours(1));
        assertThat(stage.warmUp()).isZero();
        assertThat(stage.gates().receipts()).isEqualTo(99);
        assertThat(stage.patience().onUndecided()).isEqualTo(OnUndecided.HOLD);
        assertThat(stage.patience().maxWait()).isNull();
        assertThat(plan.holdback()).isEqualTo(5);
        assertThat(plan.guards()).isEmpty();
    }

    @Test
    void nullWaivesReceiptsAndAllIsEverywhere() {
        Stage stage = read("{'stages': [{'regions': 'all', 'percent': 0.5, 'receipts': null, 'maxWait': 'PT24H'}]}")
                .stage(0);
        assertThat(stage.gates().receipts()).isNull();
        assertThat(stage.regions()).isNull();
        assertThat(stage.name()).isEqualTo("everywhere 0.5 %");
        assertThat(stage.patience().maxWait()).isEqualTo(Duration.ofDays(1));
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
    void everythingThatAStageCanAskForIsKept() {
        Plan plan = read("{'stages': [{'regions': ['nz'], 'percent': 5, 'approval': {'count': 2, 'role': 'releaser'},"
                + " 'checks': ['smoke', 'soak'], 'onUndecided': 'ask', 'onNoData': 'rollback', 'noDataAfter': 'PT5M',"
                + " 'window': {'zone': 'Pacific/Auckland', 'days': ['monday', 'friday'], 'from': '09:00',"
                + " 'until': '16:30'}}, {'regions': ['au'], 'percent': 5, 'parallel': true}],"
                + " 'guards': [{'metric': 'errors', 'role': 'signal', 'scopes': 'regions'}], 'rollback': 'region',"
                + " 'interaction': 'wait', 'service': 'shop', 'watch': 'PT2H', 'origin': 'standard@3'}");
        Gates gates = plan.stage(0).gates();
        assertThat(gates.approval()).isEqualTo(new Approval(2, Role.RELEASER));
        assertThat(gates.checks()).containsExactly("smoke", "soak");
        assertThat(gates.open(Instant.parse("2026-01-05T00:00:00Z"))).isTrue();
        assertThat(gates.open(Instant.parse("2026-01-05T12:00:00Z"))).isFalse();
        assertThat(plan.stage(0).patience()).isEqualTo(new Patience(null, OnUndecided.ASK, Duration.ofMinutes(5)));
        assertThat(plan.together(0)).isEqualTo(1);
        assertThat(plan.first(1)).isZero();
        assertThat(plan.joined(1).gates().checks()).containsExactly("smoke", "soak");
        assertThat(plan.rollback()).isEqualTo(Plan.Scope.REGION);
        assertThat(plan.watch()).isEqualTo(Duration.ofHours(2));
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'regions': [null], 'percent': 5}                        | /plan/stages/0/regions",
                "{'regions': ['nz', 1], 'percent': 5}                     | /plan/stages/0/regions",
                "{'regions': ['nz'], 'percent': 5, 'parallel': true}      | /plan/stages/0/parallel",
                "{'regions': ['nz'], 'percent': 5, 'parallel': 'yes'}     | /plan/stages/0/parallel",
                "{'regions': ['nz'], 'percent': 5, 'approval': {'count': 0}} | /plan/stages/0/approval/count",
                "{'regions': ['nz'], 'percent': 5, 'approval': {'role': 'viewer'}} | /plan/stages/0/approval/role",
                "{'regions': ['nz'], 'percent': 5, 'checks': ['a', 'a']}  | /plan/stages/0/checks",
                "{'regions': ['nz'], 'percent': 5, 'checks': 'a'}         | /plan/stages/0/checks",
                "{'regions': ['nz'], 'percent': 5, 'onNoData': 'advance'} | /plan/stages/0/onNoData",
                "{'regions': ['nz'], 'percent': 5, 'window': {'zone': 'Mars', 'days': ['monday'], 'from': '09:00', 'until': '10:00'}} | /plan/stages/0/window/zone"
            })
    void saysWhereAStageIsWrong(String stage, String pointer) {
        assertThatThrownBy(() -> read("{'stages': [" + stage + "]}"))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(
                                failure.toProblem(null).errors())
                        .extracting(Problem.Entry::pointer)
                        .contains(pointer));
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
