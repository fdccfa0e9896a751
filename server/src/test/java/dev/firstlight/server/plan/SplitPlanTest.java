package dev.firstlight.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Hash;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitPlanTest {
    private static final List<String> REGIONS = List.of("nz", "au", "eu", "uk");
    private static final Map<String, List<String>> GROUPS = Map.of("emea", List.of("eu", "uk"));

    @Test
    void stagesOnlyAdd() {
        SplitPlan plan = plan(5, stage(5, "nz"), stage(50, "nz"), stage(50, "nz", "emea"), stage(100));
        assertThat(plan.percents())
                .containsExactly(
                        Map.of("nz", 5.0),
                        Map.of("nz", 50.0),
                        Map.of("nz", 50.0, "eu", 50.0, "uk", 50.0),
                        Map.of("nz", 100.0, "eu", 100.0, "uk", 100.0, "au", 100.0));
        assertThat(plan.regions()).isEqualTo(4);
        assertThat(plan.added(1, 1)).isEmpty();
        assertThat(plan.added(2, 2)).containsExactly("eu", "uk");
        assertThat(plan.added(1, 3)).containsExactlyInAnyOrder("eu", "uk", "au");
        assertThat(plan.raised(2)).containsExactly("eu", "uk");
        assertThat(plan.without(Set.of("eu")).at(2)).isEqualTo(Map.of("nz", 50.0, "uk", 50.0));
        assertThat(plan.shares().get(1)).containsEntry("nz", 0.5);
    }

    @Test
    void aControlIsHeldBackUntilAFullLastStage() {
        assertThat(plan(5, stage(100, "nz"), stage(100)).at(0)).containsEntry("nz", 95.0);
        assertThat(plan(10, stage(98, "nz")).at(0)).containsEntry("nz", 90.0);
        assertThat(plan(10, stage(100, "nz")).at(0)).containsEntry("nz", 100.0);
    }

    @Test
    void theTreatmentStartsAtBucketZeroAndTheControlComesLast() {
        SplitPlan plan = plan(5, stage(5, "nz"), stage(20, "emea"), stage(100));
        assertThat(plan.serve(1, "on", "off"))
                .isEqualTo(new Serve.Split(
                        "targetingKey",
                        Hash.MURMUR3,
                        null,
                        List.of(
                                new RegionalRanges(
                                        List.of("nz"), List.of(new Range(5_000, "on"), new Range(100_000, "off"))),
                                new RegionalRanges(
                                        List.of("eu", "uk"),
                                        List.of(new Range(20_000, "on"), new Range(100_000, "off")))),
                        List.of(new Range(100_000, "off"))));
        assertThat(plan.serve(2, "on", "off").regions())
                .extracting(RegionalRanges::ranges)
                .containsExactly(List.of(new Range(100_000, "on")));
        assertThat(plan.spec("r1", 1, "on", "off", List.of("errors")))
                .isEqualTo(new ReleaseSpec("r1", 1, "on", "off", List.of("eu", "nz", "uk"), List.of("errors")));
    }

    @Test
    void isKeptAsItIs() {
        SplitPlan plan = plan(5, stage(5, "nz"), stage(0.25, "emea"));
        assertThat(SplitPlanJson.read(SplitPlanJson.write(plan))).isEqualTo(plan);
        assertThat(plan.firstStage("uk")).isEqualTo(1);
        assertThat(plan.firstStage("au")).isNull();
    }

    private static SplitPlan plan(double holdback, Stage... stages) {
        return Layout.of(plan(List.of(stages), holdback), REGIONS, GROUPS);
    }

    private static Plan plan(List<Stage> stages, double holdback) {
        return new Plan(
                stages, List.of(), holdback, Plan.Scope.RELEASE, Plan.Interaction.WARN, null, Duration.ZERO, null);
    }

    private static Stage stage(double percent, String... regions) {
        @Nullable List<String> named = regions.length == 0 ? null : List.of(regions);
        return new Stage(
                "s",
                named,
                percent,
                false,
                Duration.ZERO,
                Duration.ZERO,
                new Gates(0, null, null, List.of(), List.of()),
                Patience.ENDLESS);
    }
}
