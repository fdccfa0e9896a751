package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StormTest {

    private static final Machine MACHINE = Machine.usual();

    private static Storm.Outcome run(int readers, int gates, double within, double down, double work, double bytes) {
        return Storm.run(new Storm.Kind(readers, gates, 20_000, within, down, work, bytes, 10e-6), MACHINE, 3);
    }

    @Test
    void whoeverComesSpreadOverATimeIsBackWhenItIsOver() {
        Storm.Outcome outcome = run(10_000, 4, 10, 0, 100e-6, 500);
        assertThat(outcome.half()).isCloseTo(5, within(0.2));
        assertThat(outcome.all()).isBetween(9.9, 10.2);
        assertThat(outcome.refused()).isZero();
    }

    /** 300 kB for each of a thousand, through 125 MB/s. */
    @Test
    void largePayloadsTakeAsLongAsTheLineDoes() {
        Storm.Outcome outcome = run(1_000, 1, 0.001, 0, 1e-6, 300_000);
        assertThat(outcome.all()).isCloseTo(1_000 * Machine.onTheLine(300_000) / 125e6, within(0.01));
    }

    @Test
    void whoFindsNoRoomComesAgainAndIsBackInTheEnd() {
        Storm.Outcome outcome = run(20_000, 2, 0.001, 0, 1e-3, 500);
        assertThat(outcome.refused()).isPositive();
        // Ten thousand each of a millisecond on two cores are five seconds; and nobody waits for more than half a
        // minute more.
        assertThat(outcome.all()).isBetween(5.0, 40.0);
    }

    @Test
    void nobodyIsBackBeforeThereIsANodeAndAllAreSoonAfter() {
        Storm.Outcome outcome = run(2_000, 3, 0, 27, 100e-6, 500);
        assertThat(outcome.half()).isBetween(27.0, 57.0);
        assertThat(outcome.all()).isBetween(40.0, 27 + 31.0);
    }

    @Test
    void moreNodesAreNeverSlower() {
        double before = Double.POSITIVE_INFINITY;
        for (int gates : new int[] {2, 4, 8}) {
            double all = run(20_000, gates, 0.5, 0, 300e-6, 100_000).all();
            assertThat(all).isLessThanOrEqualTo(before);
            before = all;
        }
    }

    @Test
    void whereThereIsNoRoomForAllNotAllComeBack() {
        assertThat(run(50_000, 2, 0, 0, 1e-6, 1).all()).isInfinite();
    }
}
