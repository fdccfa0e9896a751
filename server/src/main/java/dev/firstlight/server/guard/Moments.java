package dev.firstlight.server.guard;

/**
 * Unit means of one arm: each unit adds its own mean once. Merging is addition.
 *
 * @param units how many units, not negative
 * @param sum of the unit means, in the metric's unit
 * @param sumOfSquares of the unit means
 */
public record Moments(long units, double sum, double sumOfSquares) {

    double mean() {
        return units == 0 ? 0 : sum / units;
    }

    /** The variance of one unit's mean, unbiased; 0 with fewer than two units. */
    double variance() {
        if (units < 2) {
            return 0;
        }
        // Cancellation may leave less than nothing where all values are alike.
        return Math.max(0, (sumOfSquares - sum * sum / units) / (units - 1));
    }

    /** The variance of the mean. */
    double squaredError() {
        return units == 0 ? 0 : variance() / units;
    }
}
