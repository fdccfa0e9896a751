package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

    @Test
    void sharesOfSeveralRamps() {
        Arrivals arrivals = new Arrivals();
        arrivals.add(new Ramp(0, 1, 100));
        arrivals.add(new Ramp(1, 3, 100));
        assertThat(arrivals.count()).isEqualTo(200);
        assertThat(arrivals.at(0.25)).isCloseTo(0.5, within(1e-9));
        assertThat(arrivals.at(0.5)).isCloseTo(1, within(1e-9));
        assertThat(arrivals.at(0.75)).isCloseTo(2, within(1e-9));
        assertThat(arrivals.most()).isEqualTo(3);
        assertThat(arrivals.least()).isZero();
    }

    @Test
    void oneThatComesAtAMoment() {
        Arrivals arrivals = new Arrivals();
        arrivals.add(new Ramp(2, 2, 1));
        assertThat(arrivals.at(0.5)).isEqualTo(2);
        assertThat(arrivals.at(0.99)).isEqualTo(2);
    }
}
