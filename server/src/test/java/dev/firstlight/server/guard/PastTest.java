package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.metric.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows for now from the counters of earlier. */
class PastTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void harmThatBeginsLateIsFoundThroughARestart() {
        List<Stratum> good = List.of(Strata.of("nz", 50_000, 250, 50_000, 250, 0.5));
        List<Stratum> bad = List.of(Strata.of("nz", 52_000, 310, 52_000, 260, 0.5));
        List<Restart> restarts = new ArrayList<>();
        restarts.add(restart(1, good));
        double with = evidence(restarts, bad);
        double without = new Counted(bad, LateOnset.NEVER).failing(Worse.HIGHER).pooled();
        assertThat(with).isGreaterThan(without + 5);
    }

    @Test
    void whatWasFoldedBeforeChangesNothing() {
        Onsets remembered = new Onsets();
        List<Restart> restarts = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            restarts.add(restart(i, List.of(Strata.of("nz", 100L * i, 2L * i, 100L * i, i, 0.5))));
            List<Stratum> now = List.of(Strata.of("nz", 2_100, 60, 2_100, 20, 0.5));
            LateOnset again = new Past(remembered, "r1", restarts, Set.of()).onset("errors", 0, now, Worse.HIGHER);
            LateOnset anew = past(restarts, Set.of()).onset("errors", 0, now, Worse.HIGHER);
            assertThat(new Counted(now, again).failing(Worse.HIGHER))
                    .isEqualTo(new Counted(now, anew).failing(Worse.HIGHER));
        }
    }

    @Test
    void theSameCountersGiveTheSameOnEveryNode() {
        List<Stratum> then = List.of(Strata.of("nz", 100, 3, 100, 2, 0.5), Strata.of("au", 50, 1, 60, 1, 0.5));
        Restart restart = restart(1, then);
        Restart read = new Restart(restart.at(), CountersJson.read(CountersJson.write(restart.counters())));
        assertThat(read).isEqualTo(restart);
    }

    @Test
    void aRestartOfUnitsThatAreNoLongerKeptHasNoPart() {
        List<Stratum> many = List.of(Strata.of("nz", 10_000, 10, 10_000, 50, 0.5));
        List<Stratum> half = List.of(Strata.of("nz", 5_100, 30, 5_000, 25, 0.5));
        assertThat(evidence(List.of(restart(1, many)), half)).isEqualTo(evidence(List.of(), half));
    }

    @Test
    void aRegionThatWasTakenBackHasNoPart() {
        Stratum nz = Strata.of("nz", 1_000, 100, 1_000, 10, 0.5);
        Stratum au = Strata.of("au", 1_000, 10, 1_000, 10, 0.5);
        Past with = past(List.of(restart(1, List.of(nz, au))), Set.of("nz"));
        Past without = past(List.of(restart(1, List.of(au))), Set.of());
        assertThat(new Counted(List.of(au), with.onset("errors", 0, List.of(au), Worse.HIGHER))
                        .failing(Worse.HIGHER)
                        .pooled())
                .isEqualTo(new Counted(List.of(au), without.onset("errors", 0, List.of(au), Worse.HIGHER))
                        .failing(Worse.HIGHER)
                        .pooled());
    }

    @Test
    void theControlIsSeenBesideItsOwnDay() {
        List<Restart> restarts = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            restarts.add(restart(i, List.of(Strata.of("nz", 0, 0, 1_000L * i, 5L * i, 0.5))));
        }
        Past past = past(restarts, Set.of());
        ControlDay calm = past.control("errors", List.of(Strata.of("nz", 0, 0, 61_000, 305, 0.5)));
        assertThat(calm).isEqualTo(new ControlDay(new Count(1_000, 5), 0.005));
        ControlDay incident = past.control("errors", List.of(Strata.of("nz", 0, 0, 61_000, 350, 0.5)));
        assertThat(Objects.requireNonNull(incident).unhealthy()).isTrue();
    }

    @Test
    void aRegionWithoutADayOfItsOwnSaysNothing() {
        Past past = past(List.of(restart(1, List.of(Strata.of("nz", 0, 0, 5_000, 25, 0.5)))), Set.of());
        List<Stratum> now = List.of(Strata.of("nz", 0, 0, 6_000, 30, 0.5), Strata.of("eu", 0, 0, 4_000, 400, 0.5));
        assertThat(past.control("errors", now)).isEqualTo(new ControlDay(new Count(1_000, 5), 0.005));
        assertThat(past(List.of(), Set.of()).control("errors", now)).isNull();
    }

    @Test
    void latenciesAreCutOnceAndWhatDecidedIsNotCounted() {
        Map<Cell, List<Long>> few = Map.of(new Cell("nz", 0, Arm.CONTROL), spread(199));
        assertThat(Baseline.of(few)).isNull();
        Map<Cell, List<Long>> first =
                Map.of(new Cell("nz", 0, Arm.CONTROL), spread(400), new Cell("nz", 0, Arm.TREATMENT), spread(40));
        Baseline baseline = Objects.requireNonNull(Baseline.of(first));
        assertThat(baseline.thresholds().p75()).isLessThan(baseline.thresholds().p99());
        Map<Cell, List<Long>> later =
                Map.of(new Cell("nz", 0, Arm.CONTROL), spread(900), new Cell("nz", 0, Arm.TREATMENT), spread(100));
        List<LatencyStratum> strata = Cells.times(baseline.since(later), List.of(Map.of("nz", 0.1)));
        assertThat(strata).hasSize(1);
        assertThat(strata.get(0).control().units()).isEqualTo(500);
        assertThat(strata.get(0).treatment().units()).isEqualTo(60);
    }

    /** So many units, one after the other over forty buckets. */
    private static List<Long> spread(int units) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(Times.BOUNDS.size() + 1, 0L));
        for (int i = 0; i < units; i++) {
            counts.set(100 + i % 40, counts.get(100 + i % 40) + 1);
        }
        return counts;
    }

    private static double evidence(List<Restart> restarts, List<Stratum> now) {
        Past past = past(restarts, Set.of());
        return new Counted(now, past.onset("errors", 0, now, Worse.HIGHER))
                .failing(Worse.HIGHER)
                .pooled();
    }

    private static Past past(List<Restart> restarts, Set<String> out) {
        return new Past(new Onsets(), "r1", restarts, out);
    }

    private static Restart restart(int n, List<Stratum> strata) {
        return new Restart(START.plus(Duration.ofMinutes(30L * n)), Map.of("errors", List.of(strata)));
    }
}
