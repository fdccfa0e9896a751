package dev.firstlight.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
    private static final List<String> REGIONS = List.of("nz", "au", "eu", "uk");
    private static final Map<String, List<String>> GROUPS = Map.of("emea", List.of("eu", "uk"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['mars'], 5, false; 'all', 100, false          | /plan/stages/0/regions/0",
                "['nz'], 50, false; ['nz'], 25, false           | /plan/stages/1/percent",
                "['nz'], 95, false; 'all', 50, false            | /plan/stages/1/percent",
                "['emea'], 50, false; ['uk'], 25, false         | /plan/stages/1/percent",
                "['nz'], 5, false; ['nz'], 50, true             | /plan/stages/1/regions",
                "['emea'], 5, false; ['au', 'eu'], 5, true      | /plan/stages/1/regions",
                "['nz'], 5, false; ['au'], 5, true; 'all', 5, true | /plan/stages/2/regions"
            })
    void refusesWhatDoesNotFit(String stages, String pointer) {
        assertThatThrownBy(() -> Layout.of(plan(stages), REGIONS, GROUPS))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(
                                failure.toProblem(null).errors())
                        .extracting(Problem.Entry::pointer)
                        .containsExactly(pointer));
    }

    @Test
    void stagesThatBeginTogetherAddUp() {
        SplitPlan split = Layout.of(plan("['nz'], 5, false; ['au'], 20, false; ['emea'], 10, true"), REGIONS, GROUPS);
        assertThat(split.at(2)).isEqualTo(Map.of("nz", 5.0, "au", 20.0, "eu", 10.0, "uk", 10.0));
        assertThat(split.added(1, 2)).containsExactlyInAnyOrder("au", "eu", "uk");
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void everyTemplateFitsEveryProject(Template template) {
        for (Map<String, List<String>> groups : List.of(GROUPS, Map.<String, List<String>>of())) {
            for (List<String> regions : List.of(REGIONS, List.of("nz"))) {
                Map<String, List<String>> fitting = regions.size() == 1 ? Map.of() : groups;
                Plan plan = PlanJson.read(template.plan(regions, fitting));
                SplitPlan split = Layout.of(plan, regions, fitting);
                int last = plan.stages().size() - 1;
                assertThat(split.at(last).keySet()).containsExactlyInAnyOrderElementsOf(regions);
                assertThat(split.at(last).values()).containsOnly(100.0);
            }
        }
    }

    @Test
    void aCanaryByRegionBeginsWhereTheDayDoes() {
        Plan plan = PlanJson.read(Template.CANARY_BY_REGION.plan(REGIONS, GROUPS));
        assertThat(plan.stages())
                .extracting(Stage::name)
                .containsExactly("nz 5 %", "nz 50 %", "nz 95 %", "au 95 %", "eu 95 %", "uk 95 %", "everywhere 100 %");
    }

    private static Plan plan(String stages) {
        StringBuilder json = new StringBuilder("{\"stages\": [");
        for (String stage : stages.split(";")) {
            int percent = stage.lastIndexOf(',', stage.lastIndexOf(',') - 1);
            String[] numbers = stage.substring(percent + 1).split(",");
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"regions\": ")
                    .append(stage.substring(0, percent).replace('\'', '"'))
                    .append(", \"percent\": ")
                    .append(numbers[0])
                    .append(", \"parallel\": ")
                    .append(numbers[1])
                    .append("}");
        }
        return PlanJson.read(Json.read(json + "]}"));
    }
}
