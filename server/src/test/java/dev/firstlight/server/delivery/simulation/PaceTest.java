package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void theFirstGoesAtOnceAndWhatFollowsItTogetherAWhileLater() {
        assertThat(pace.published(1, 10)).isZero();
        assertThat(pace.next(10)).isEqualTo(1);
        assertThat(pace.told()).isEqualTo(1);
        assertThat(pace.published(2, 10.025)).isCloseTo(0.05, within(1e-9));
        assertThat(pace.published(3, 10.030)).isNegative();
        assertThat(pace.next(10.075)).isEqualTo(2);
        assertThat(pace.told()).isEqualTo(3);
        assertThat(pace.published(4, 11)).isZero();
    }

    @Test
    void whatIsOlderThanWhatWasToldIsNotTold() {
        pace.published(2, 1);
        pace.next(1);
        assertThat(pace.published(1, 2)).isNegative();
    }
}
