package dev.firstlight.server.guard.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiceTest {
    private static final int THROWS = 20_000;
    private final Dice dice = new Dice(7);

    @ParameterizedTest
    @CsvSource({"10, 0.3", "800, 0.1", "720, 0.005", "5000, 0.4", "40, 0.97"})
    void binomial(int n, double p) {
        assertMoments(() -> dice.binomial(n, p), n * p, n * p * (1 - p));
    }

    @ParameterizedTest
    @CsvSource({"0.02", "6.6", "800", "1400"})
    void poisson(double mean) {
        assertMoments(() -> dice.poisson(mean), mean, mean);
    }

    @Test
    void theSameSeedThrowsTheSame() {
        assertThat(new Dice(3).uniform()).isEqualTo(new Dice(3).uniform()).isNotEqualTo(new Dice(4).uniform());
    }

    @Test
    void wilsonsInterval() {
        // 5 of 100: 2.15 … 11.18 %.
        assertThat(new Share(5, 100)).hasToString("5.00 % (2.15 … 11.2)");
        assertThat(new Share(0, 2_000).high()).isEqualTo(0.00192, offset(1e-5));
    }

    private static void assertMoments(IntSupplier number, double mean, double variance) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < THROWS; i++) {
            double x = number.getAsInt() - mean;
            sum += x;
            squares += x * x;
        }
        assertThat(sum / THROWS).isEqualTo(0, offset(4.5 * Math.sqrt(variance / THROWS)));
        assertThat(squares / THROWS / variance).isEqualTo(1, offset(variance < 1 ? 0.3 : 0.07));
    }
}
