package dev.firstlight.server.guard;

import java.util.List;

/**
 * One value of each unit, by size.
 *
 * @param bounds the upper bound of each bucket but the last, inclusive and ascending, in the metric's unit; the last
 *     bucket has none
 * @param counts units in each bucket, one more than bounds
 */
public record Histogram(List<Double> bounds, List<Long> counts) {
    public Histogram {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException(bounds.size() + " bounds make no " + counts.size() + " buckets");
        }
    }

    long units() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** Units of the buckets that lie above; exact where the threshold is a bound. */
    long above(double threshold) {
        long sum = counts.get(bounds.size());
        for (int i = 0; i < bounds.size(); i++) {
            sum += bounds.get(i) > threshold ? counts.get(i) : 0;
        }
        return sum;
    }

    /**
     * The least bound that at least this share of the units does not exceed.
     *
     * @param share between 0 and 1
     * @return positive infinity where only the last bucket reaches it, or there are no units
     */
    double quantile(double share) {
        double needed = share * units();
        long sum = 0;
        for (int i = 0; i < bounds.size(); i++) {
            sum += counts.get(i);
            if (sum > 0 && sum >= needed) {
                return bounds.get(i);
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
