package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {

    @Test
    void holdsTheEstimateAndTheTruth() {
        Interval ratio = ConfidenceSequence.ratio(List.of(Strata.of("nz", 10_000, 200, 10_000, 100, 0.5)));
        assertThat(ratio.estimate()).isEqualTo(2.0, offset(1e-6));
        assertThat(ratio.low()).isBetween(1.2, 1.6);
        assertThat(ratio.high()).isBetween(2.5, 3.5);
    }

    @Test
    void theDifferenceFollowsTheRatio() {
        List<Stratum> strata = List.of(Strata.of("nz", 812, 50, 2_431, 24, 0.25));
        Interval difference = ConfidenceSequence.difference(strata, ConfidenceSequence.ratio(strata));
        assertThat(difference.estimate()).isEqualTo(50.0 / 812 - 24.0 / 2_431, offset(1e-9));
        assertThat(difference.low()).isBetween(0.0, 0.05);
        assertThat(difference.high()).isBetween(0.052, 0.10);
    }

    @Test
    void withoutEventsNothingIsKnown() {
        List<Stratum> strata = List.of(Strata.of("nz", 10, 0, 10, 0, 0.5));
        assertThat(ConfidenceSequence.ratio(strata)).isEqualTo(Interval.UNKNOWN);
        assertThat(ConfidenceSequence.difference(strata, Interval.UNKNOWN)).isEqualTo(new Interval(0.0, null, null));
    }

    @Test
    void oneSilentArmBoundsOneSide() {
        Interval none = ConfidenceSequence.ratio(List.of(Strata.of("nz", 1_000, 0, 1_000, 30, 0.5)));
        assertThat(none.low()).isZero();
        assertThat(none.high()).isLessThan(1);

        List<Stratum> only = List.of(Strata.of("nz", 1_000, 30, 1_000, 0, 0.5));
        Interval all = ConfidenceSequence.ratio(only);
        assertThat(all.low()).isGreaterThan(1);
        assertThat(all.high()).isNull();
        assertThat(ConfidenceSequence.difference(only, all).high()).isEqualTo(0.03, offset(1e-9));
    }

    @Test
    void strataWithADifferentShareAreNotConfounded() {
        // Older strata: few treated, and a higher rate in both arms. Added up the treatment would look better.
        List<Stratum> strata =
                List.of(Strata.of("nz", 500, 50, 9_500, 950, 0.05), Strata.of("nz", 5_000, 50, 5_000, 50, 0.5));
        assertThat(Rates.of(strata).difference()).isEqualTo(0.0, offset(1e-9));
        assertThat(ConfidenceSequence.ratio(strata).estimate()).isEqualTo(1.0, offset(1e-6));
    }
}
