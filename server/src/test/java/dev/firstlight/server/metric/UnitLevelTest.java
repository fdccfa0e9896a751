package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Bucketing;
import dev.firstlight.core.UnitHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a unit is kept where only a share is says nothing about its arm. */
class UnitLevelTest {
    private static final int UNITS = 200_000;
    private static final int TENTHS = 10;
    private static final int KINDS = 5;

    /** The 0.9999 quantile of chi-squared with (10 − 1) × (5 − 1) degrees of freedom. */
    private static final double UNLIKELY = 77.0;

    @ParameterizedTest
    @CsvSource({
        "01JDQ8Z6Y2W4M5N7P9R1T3V5X7, 8f14e45fceea167a",
        "01JDQ8Z6Y2W4M5N7P9R1T3V5X8, checkout-v2",
        "r, 0",
        "8f14e45fceea167a, 8f14e45fceea167a"
    })
    void levelsAreIndependentOfBuckets(String release, String salt) {
        long[][] seen = new long[TENTHS][KINDS];
        for (int i = 0; i < UNITS; i++) {
            String unit = "user-" + i;
            int tenth = Bucketing.bucket(salt, unit) / (Bucketing.BUCKETS / TENTHS);
            seen[tenth][Math.min(KINDS - 1, UnitNumbers.level(UnitHash.number(release, unit)))]++;
        }
        assertThat(chiSquared(seen)).isLessThan(UNLIKELY);
    }

    @Test
    void theTestFindsADependence() {
        long[][] seen = new long[TENTHS][KINDS];
        for (int i = 0; i < UNITS; i++) {
            int bucket = Bucketing.bucket("s", "user-" + i);
            seen[bucket / (Bucketing.BUCKETS / TENTHS)][Math.min(KINDS - 1, UnitNumbers.level(bucket / 7_000))]++;
        }
        assertThat(chiSquared(seen)).isGreaterThan(UNLIKELY);
    }

    @Test
    void eachLevelHasHalfOfWhatIsLeft() {
        long[] seen = new long[UnitNumbers.LEVELS + 1];
        for (int i = 0; i < UNITS; i++) {
            seen[UnitNumbers.level(UnitHash.number("release", "user-" + i))]++;
        }
        for (int level = 0; level < UnitNumbers.LEVELS; level++) {
            double expected = UNITS / Math.pow(2, level + 1);
            assertThat((double) seen[level])
                    .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        }
        assertThat(UnitNumbers.level(0)).isEqualTo(UnitNumbers.LEVELS);
    }

    private static double chiSquared(long[][] seen) {
        double[] rows = new double[TENTHS];
        double[] columns = new double[KINDS];
        for (int i = 0; i < TENTHS; i++) {
            for (int j = 0; j < KINDS; j++) {
                rows[i] += seen[i][j];
                columns[j] += seen[i][j];
            }
        }
        double sum = 0;
        for (int i = 0; i < TENTHS; i++) {
            for (int j = 0; j < KINDS; j++) {
                double expected = rows[i] * columns[j] / UNITS;
                sum += expected == 0 ? 0 : (seen[i][j] - expected) * (seen[i][j] - expected) / expected;
            }
        }
        return sum;
    }
}
