package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EdgeTest {

    @Test
    void aRulesetIsHalfItsAgeOldOnAverageAndNeverOlder() {
        // Pages that ask all the time: what is left is the age.
        Edge.Outcome outcome = Edge.run(new Edge.Kind(5_000, 30, 5_000_000, 0.01, 0, 300), 1);
        assertThat(outcome.arrivals().count()).isEqualTo(5_000_000);
        assertThat(outcome.arrivals().most()).isBetween(29.0, 30.1);
        assertThat(outcome.arrivals().at(0.5)).isCloseTo(15, within(0.5));
        assertThat(outcome.fetchesPerSecond()).isCloseTo(5_000 / 30.0, within(2.0));
    }

    @Test
    void runtimesOfWhichNobodyAsksAskNobody() {
        // One page each, which asks once an hour.
        Edge.Outcome outcome = Edge.run(new Edge.Kind(2_000, 30, 2_000, 3_600, 0, 36_000), 1);
        assertThat(outcome.fetchesPerSecond()).isCloseTo(2_000 / 3_630.0, within(0.03));
    }

    @Test
    void howManyPagesThereAreIsNothingToTheServer() {
        double few =
                Edge.run(new Edge.Kind(1_000, 30, 100_000, 10, 0.1, 300), 1).fetchesPerSecond();
        double many =
                Edge.run(new Edge.Kind(1_000, 30, 10_000_000, 10, 0.1, 300), 1).fetchesPerSecond();
        assertThat(many).isCloseTo(few, within(0.05 * few));
    }
}
