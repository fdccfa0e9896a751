package dev.firstlight.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstlight.core.KeyedHash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void isWilsonsIntervalWhereThereIsOneRegion() {
        // 50 of 1,000: the interval that any textbook has.
        Estimate estimate = Estimate.of(List.of(new Stratum("nz", 1_000, 1_000, 50, 0)));
        assertThat(estimate.changed()).isEqualTo(0.05);
        assertThat(estimate.low()).isCloseTo(0.0381, within(0.0001));
        assertThat(estimate.high()).isCloseTo(0.0653, within(0.0001));
        assertThat(estimate.margin()).isCloseTo(0.0153, within(0.0001));
    }

    @Test
    void aSmallRegionCountsForWhatItIs() {
        Estimate estimate =
                Estimate.of(List.of(new Stratum("nz", 1_000_000, 1_000, 100, 0), new Stratum("eu", 100, 100, 100, 0)));
        assertThat(estimate.changed()).isCloseTo(0.1, within(0.001));
    }

    @Test
    void noneOfManyIsNotNoneOfAll() {
        Estimate estimate = Estimate.of(List.of(new Stratum("nz", 5_000, 1_000, 0, 0)));
        assertThat(estimate.changed()).isZero();
        assertThat(estimate.low()).isZero();
        assertThat(estimate.high()).isCloseTo(0.0038, within(0.0001));
    }

    @Test
    void whatCannotBeJudgedMayAllChange() {
        Estimate estimate = Estimate.of(List.of(new Stratum("nz", 1_000, 1_000, 50, 200)));
        assertThat(estimate.changed()).isEqualTo(0.05);
        assertThat(estimate.unjudged()).isEqualTo(0.2);
        assertThat(estimate.low()).isCloseTo(0.0381, within(0.0001));
        assertThat(estimate.high()).isGreaterThan(0.25);
    }

    /** The design itself: bottom-k of three unequal regions, weights from ranks, and the truth within in 19 of 20. */
    @Test
    void holdsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(42);
        int[] sizes = {20_000, 3_000, 60};
        double[] shares = {0.02, 0.15, 0};
        double truth = (sizes[0] * shares[0] + sizes[1] * shares[1]) / (sizes[0] + sizes[1] + sizes[2]);
        int rounds = 1_000;
        int held = 0;
        double sum = 0;
        for (int round = 0; round < rounds; round++) {
            List<Stratum> strata = new ArrayList<>();
            for (int region = 0; region < sizes.length; region++) {
                strata.add(drawn(random, sizes[region], shares[region]));
            }
            Estimate estimate = Estimate.of(strata);
            sum += estimate.changed();
            held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        assertThat(sum / rounds).as("unbiased").isCloseTo(truth, within(0.001));
        assertThat((double) held / rounds).as("coverage").isGreaterThan(0.94);
    }

    private static Stratum drawn(SplittableRandom random, int units, double share) {
        long[] lowest = IntStream.range(0, units)
                .mapToLong(i -> random.nextLong(KeyedHash.RANKS))
                .sorted()
                .limit(500)
                .toArray();
        int changed = (int) IntStream.range(0, lowest.length)
                .filter(i -> random.nextDouble() < share)
                .count();
        return new Stratum("", Stratum.population(lowest.length, lowest[lowest.length - 1]), lowest.length, changed, 0);
    }
}
