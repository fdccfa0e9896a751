package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {

    private static double most(FanOut.Outcome outcome) {
        return outcome.each().stream().mapToDouble(Arrivals::most).min().orElseThrow();
    }

    /** Nothing but the change wants the cores: what is before it, and then n · c over the cores. */
    @ParameterizedTest
    @CsvSource({"1, 20000", "2, 20000", "4, 20000", "2, 1000", "8, 30001"})
    void theLastStreamOfOneNodeIsReachedAfterAllBeforeIt(int cores, int streams) {
        Machine machine = new Machine(cores, 1L << 30, 1e12, 64);
        World world = Example.world(machine, 0, 0.2, Example.nodes(1, streams));
        double before = 3e-3 + 1e-3 + 1e-3 + 0.2e-3 + 2e-3;
        double all = Math.ceil((double) streams / cores) * Example.CHANGE;
        // The least of several: in others a comment or the change before was in the way.
        assertThat(most(FanOut.run(world, 3))).isCloseTo(before + all, within(0.002 * all + 1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 5, 100})
    void eachStreamGetsEachChangeOnce(double changesPerSecond) {
        World world = Example.world(
                Machine.usual(), 2, changesPerSecond, Example.nodes(3, 10_001), Example.relays(7, 12_345, true));
        FanOut.Outcome outcome = FanOut.run(world, 5);
        assertThat(outcome.each()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.count()).isEqualTo(22_346);
            assertThat(one.least()).isPositive();
        });
        assertThat(outcome.arrivals().count())
                .isEqualTo(22_346L * outcome.each().size());
    }

    @Test
    void eachBatchIsKeptOnceWhetherItWasRefusedOrNot() {
        Machine small = new Machine(1, 1L << 30, 125e6, 1);
        FanOut.Outcome outcome = FanOut.run(Example.world(small, 2, 0.1, Example.relays(10, 40_000, true)), 11);
        assertThat(outcome.reports().refused()).isPositive();
        assertThat(outcome.reports().kept()).isEqualTo(outcome.reports().sent());
        // 40,000 every 30 s for 40 s, and as many after each change.
        long after = 40_000L * outcome.each().size();
        assertThat(outcome.reports().sent()).isCloseTo(53_333 + after, within((53_333 + after) / 20));
    }

    @Test
    void theSameSeedIsTheSameRun() {
        World world = Example.world(Machine.usual(), 2, 1, Example.relays(20, 30_000, true));
        FanOut.Outcome one = FanOut.run(world, 1);
        FanOut.Outcome other = FanOut.run(world, 1);
        assertThat(one.arrivals().at(0.99)).isEqualTo(other.arrivals().at(0.99));
        assertThat(one.reports()).isEqualTo(other.reports());
        assertThat(FanOut.run(world, 2).reports()).isNotEqualTo(one.reports());
    }

    @Test
    void moreRelaysAreNeverSlower() {
        double before = Double.POSITIVE_INFINITY;
        for (int relays : new int[] {5, 8, 13, 21, 34, 55}) {
            FanOut.Outcome outcome =
                    FanOut.run(Example.world(Example.fast(), 2, 0.2, Example.relays(relays, 100_000, false)), 4);
            assertThat(outcome.arrivals().at(0.99)).as(relays + " relays").isLessThan(before);
            before = outcome.arrivals().at(0.99);
        }
    }

    @Test
    void fasterLinesAndMoreCoresAreNeverSlower() {
        double before = Double.POSITIVE_INFINITY;
        for (double line : new double[] {5e6, 20e6, 125e6, 1e9}) {
            Machine machine = new Machine(2, 1L << 30, line, 8);
            double now = FanOut.run(Example.world(machine, 0, 0.2, Example.nodes(2, 20_000)), 4)
                    .arrivals()
                    .at(0.99);
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
        // 10,000 streams of 566 bytes through 5 MB/s: more than a second, though the cores are done in 50 ms.
        Machine slow = new Machine(2, 1L << 30, 5e6, 8);
        assertThat(FanOut.run(Example.world(slow, 0, 0.2, Example.nodes(2, 20_000)), 4)
                        .each()
                        .get(0)
                        .most())
                .isCloseTo(10_000 * 566 / 5e6, within(0.05));
    }

    @Test
    void changesThatFollowEachOtherCloselyGoTogether() {
        // A hundred a second to 20,000 streams of 100 ms a change: by themselves they would never come.
        FanOut.Outcome outcome = FanOut.run(Example.world(Example.fast(), 0, 100, Example.nodes(1, 20_000)), 2);
        assertThat(outcome.arrivals().most()).isLessThan(60);
        FanOut.Outcome fewer = FanOut.run(Example.world(Example.fast(), 0, 100, Example.nodes(4, 20_000)), 2);
        assertThat(fewer.arrivals().most()).isLessThan(0.3);
        assertThat(fewer.leaves()).isLessThan(0.9);
    }

    @Test
    void aRelayIsOnceMoreAsFarAwayAsItsServer() {
        FanOut.Outcome outcome = FanOut.run(Example.world(Example.fast(), 2, 0.2, Example.relays(2, 20_000, false)), 9);
        double before = 3e-3 + 1e-3 + 1e-3 + 0.2e-3 + 2e-3 + Example.CHANGE + 0.04 + 2e-3;
        assertThat(most(outcome)).isCloseTo(before + 5_000 * Example.CHANGE, within(0.002));
        assertThat(outcome.arrivals().least())
                .isGreaterThan(before - 0.04 + 0.001 - 1e-4)
                .isLessThan(before);
    }
}
