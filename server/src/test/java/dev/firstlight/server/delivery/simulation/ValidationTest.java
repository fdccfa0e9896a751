package dev.firstlight.server.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is simulated beside what was measured by other programs, on pages of their own. */
class ValidationTest {

    @Test
    void simulatedTimesAreThoseThatWereMeasuredWithinAFactor() throws IOException {
        List<Validation.Pair> pairs = Validation.all(Validation.DOCS, Costs.measured());
        assertThat(pairs).hasSize(6);
        assertThat(pairs).allSatisfy(pair -> assertThat(pair.simulated() / pair.measured())
                .as(pair.what())
                .isBetween(1 / Validation.FACTOR, Validation.FACTOR));
    }
}
