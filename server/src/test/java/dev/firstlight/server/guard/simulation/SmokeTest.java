package dev.firstlight.server.guard.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A few seconds of the simulation, with limits that chance alone does not break and a broken test does. */
class SmokeTest {
    private static final Runs FEW = new Runs(40, 2);
    private static final int RUNS = 60;

    @Test
    void harmlessReleasesStay() {
        long rolledBack = LongStream.range(0, RUNS)
                .filter(run -> Alike.rolledBack(run, 6))
                .count();
        assertThat(rolledBack).isLessThanOrEqualTo(2);
    }

    @Test
    void theSameUnitsMakeANaiveTestTakeHarmlessReleasesBack() {
        // Else the world would be too kind for the test above to mean anything.
        long rolledBack = LongStream.range(0, RUNS)
                .filter(run -> Race.run(Setting.alike(), run, 6 * 60, List.of(new Naive()))
                        .get(0)
                        .stopped())
                .count();
        assertThat(rolledBack).isGreaterThan(RUNS / 10);
    }

    @Test
    void aCatastropheIsTakenBackAtOnce() {
        List<List<Race.Finish>> runs =
                LongStream.range(0, 400).mapToObj(Catastrophe::run).toList();
        Spread treated = Harm.treated(runs, 0);
        assertThat(treated.median()).isLessThanOrEqualTo(28);
        assertThat(treated.at(0.9)).isLessThanOrEqualTo(48);
    }

    @Test
    void whatWasReplayedIsTheSame() {
        assertNothingMissed(new Replay());
    }

    @Test
    void warmUpAndLateHarm() {
        assertNothingMissed(new LateHarm());
    }

    @Test
    void aQuietEnvironmentIsUndecided() {
        assertThat(new LowTraffic().rows(FEW).stream().filter(row -> row.what().startsWith("0.2")))
                .noneMatch(Row::missed);
    }

    @Test
    void eachScenarioHasItsNumber() {
        assertThat(Simulation.ALL)
                .extracting(Scenario::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    }

    private static void assertNothingMissed(Scenario scenario) {
        assertThat(scenario.rows(FEW)).noneMatch(Row::missed);
    }
}
