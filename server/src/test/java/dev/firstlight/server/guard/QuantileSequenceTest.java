package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileSequenceTest {

    @ParameterizedTest
    @CsvSource({"0.5, 70, 0.814704", "0.5, 85, 0.0838055", "0.5, 100, 0.0054947", "0.9, 55, 0.0340463"})
    void pValuesOfAShift(double share, int shift, double expected) {
        assertThat(QuantileSequence.pValue(oneToThousand(0), oneToThousand(shift), share))
                .isEqualTo(expected, offset(1e-6));
    }

    @Test
    void theBandHoldsTheQuantileAndTightens() {
        Interval thousand = QuantileSequence.band(oneToThousand(0), 0.5, 0.05);
        assertThat(thousand.estimate()).isEqualTo(500);
        assertThat(thousand.low()).isBetween(420.0, 460.0);
        assertThat(thousand.high()).isBetween(540.0, 580.0);

        Histogram hundredfold = new Histogram(
                oneToThousand(0).bounds(),
                oneToThousand(0).counts().stream().map(c -> 100 * c).toList());
        assertThat(QuantileSequence.band(hundredfold, 0.5, 0.05).low()).isGreaterThan(490);
    }

    @Test
    void whatIsNotKnownIsNotBounded() {
        assertThat(QuantileSequence.band(new Histogram(List.of(1.0, 2.0), List.of(0L, 0L, 0L)), 0.5, 0.05))
                .isEqualTo(Interval.UNKNOWN);
        Interval p99 = QuantileSequence.band(new Histogram(List.of(1.0, 2.0), List.of(50L, 10L, 0L)), 0.99, 0.05);
        assertThat(p99.low()).isEqualTo(1);
        assertThat(p99.high()).isNull();
    }

    @Test
    void latencyIsJudgedAtThreeThresholdsOfBefore() {
        LatencyThresholds before = LatencyThresholds.of(oneToThousand(0));
        assertThat(before).isEqualTo(new LatencyThresholds(750, 950, 990));

        Timed slower =
                Timed.of(List.of(new LatencyStratum("nz", 0, 0.5, oneToThousand(100), oneToThousand(0))), before);
        Counted above95 = slower.slower();
        assertThat(above95.strata().get(0).treatment().events()).isEqualTo(150);
        assertThat(above95.strata().get(0).control().events()).isEqualTo(50);
        double[] three = {
            slower.slow().failing(Worse.HIGHER).pooled(),
            slower.slower().failing(Worse.HIGHER).pooled(),
            slower.slowest().failing(Worse.HIGHER).pooled()
        };
        assertThat(slower.failing(Worse.HIGHER).pooled())
                .isEqualTo(EProcess.lnMeanExp(three), offset(1e-12))
                .isGreaterThan(Math.log(100));
        assertThat(slower.lnPassing(Worse.HIGHER, 0.1)).isLessThan(0);
    }

    /** One unit each at 1 … 1000, all shifted; the bounds reach as far as any shift here. */
    private static Histogram oneToThousand(int shift) {
        List<Double> bounds =
                IntStream.rangeClosed(1, 1_200).mapToObj(i -> (double) i).toList();
        List<Long> counts = new ArrayList<>();
        for (int i = 1; i <= 1_201; i++) {
            counts.add(i > shift && i <= 1_000 + shift ? 1L : 0L);
        }
        return new Histogram(bounds, counts);
    }
}
