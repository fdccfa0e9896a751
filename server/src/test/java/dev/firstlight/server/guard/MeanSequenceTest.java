package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanSequenceTest {
    private static final Moments CONTROL = new Moments(3_000, 1396.87, 52377.9767);
    private static final Moments TREATMENT = new Moments(3_461, 2422.7, 134698.29);
    private static final MeanStratum REFERENCE = new MeanStratum("nz", 0, 0.5, TREATMENT, CONTROL);

    @Test
    void theReferenceSequence() {
        MeanSequence.Estimate e = MeanSequence.estimate(List.of(REFERENCE), 1);
        assertThat(e.difference()).isEqualTo(0.2343767, offset(1e-7));
        assertThat(e.error()).isEqualTo(0.1298308, offset(1e-7));
        assertThat(e.difference() - MeanSequence.halfWidth(e, 0.05, 5_000)).isEqualTo(-0.1265684, offset(1e-7));
    }

    @Test
    void theEvidenceIsAtLeastWhatTheBoundSays() {
        // At a difference that the bound just excludes, the mixture has reached 1/α; the bound rounds a little up.
        MeanSequence.Estimate seen = MeanSequence.estimate(List.of(REFERENCE), 1);
        double halfWidth = MeanSequence.halfWidth(seen, 0.05, 5_000);
        MeanSequence.Estimate edge = new MeanSequence.Estimate(halfWidth, seen.error(), seen.units());
        assertThat(Math.exp(MeanSequence.lnEvidence(edge, 0.05, 5_000))).isBetween(20.0, 21.5);
    }

    @Test
    void fewUnitsSayNothing() {
        Moments few = new Moments(99, 990, 10_890);
        MeanSequence.Estimate e = MeanSequence.estimate(List.of(new MeanStratum("nz", 0, 0.5, few, CONTROL)), 1);
        assertThat(e).isEqualTo(MeanSequence.Estimate.NONE);
        assertThat(MeanSequence.lnEvidence(e, 0.05, 5_000)).isZero();
    }

    @Test
    void strataWithLargeErrorsWeighLittle() {
        MeanStratum exact = new MeanStratum("nz", 0, 0.5, moments(1_000, 2, 1), moments(1_000, 1, 1));
        MeanStratum vague = new MeanStratum("au", 0, 0.5, moments(1_000, 9, 100), moments(1_000, 1, 100));
        MeanSequence.Estimate e = MeanSequence.estimate(List.of(exact, vague), 1);
        assertThat(e.difference()).isEqualTo(1.0007, offset(1e-5));
        assertThat(e.units()).isEqualTo(4_000);
    }

    @Test
    void aWorseMeanFailsAndAnEqualOnePasses() {
        Averaged worse = new Averaged(
                List.of(new MeanStratum("nz", 0, 0.5, moments(5_000, 12, 30), moments(5_000, 10, 30))), 5_000);
        assertThat(worse.failing(Worse.HIGHER).pooled()).isGreaterThan(Math.log(20));
        assertThat(worse.failing(Worse.LOWER).pooled()).isLessThan(0);
        assertThat(worse.difference().low()).isLessThan(2);

        Averaged alike = new Averaged(
                List.of(new MeanStratum("nz", 0, 0.5, moments(20_000, 10, 30), moments(20_000, 10, 30))), 5_000);
        assertThat(alike.failing(Worse.HIGHER).pooled()).isLessThan(0);
        assertThat(alike.lnPassing(Worse.HIGHER, 0.5)).isGreaterThan(Math.log(20));
        assertThat(alike.lnPassing(Worse.LOWER, 0.5)).isGreaterThan(Math.log(20));
        assertThat(worse.lnPassing(Worse.HIGHER, 0.1)).isLessThan(0);
    }

    /** A normal-looking arm with this mean and standard deviation. */
    private static Moments moments(long units, double mean, double deviation) {
        return new Moments(units, units * mean, (units - 1) * deviation * deviation + units * mean * mean);
    }
}
