package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.metric.Count;
import org.junit.jupiter.api.Test;

class SpilloverTest {

    @Test
    void aRiseOfBothArmsWhereTheReleaseIsAndNowhereElse() {
        Spillover spillover = new Spillover(
                new Count(20_000, 100), new Count(20_000, 200), new Count(80_000, 400), new Count(80_000, 410));
        assertThat(spillover.ratio()).isBetween(1.9, 2.0);
        assertThat(spillover.suspicious()).isTrue();
    }

    @Test
    void weatherThatIsEverywhere() {
        Spillover spillover = new Spillover(
                new Count(20_000, 100), new Count(20_000, 600), new Count(80_000, 400), new Count(80_000, 2_400));
        assertThat(spillover.suspicious()).isFalse();
        assertThat(spillover.lnEvidence()).isLessThan(0);
    }

    @Test
    void withoutEventsThereIsNothingToCompare() {
        Spillover spillover = new Spillover(new Count(200, 0), new Count(200, 9), new Count(800, 4), new Count(800, 4));
        assertThat(spillover.lnEvidence()).isZero();
    }
}
