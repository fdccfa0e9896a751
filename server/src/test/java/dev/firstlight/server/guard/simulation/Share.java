package dev.firstlight.server.guard.simulation;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/** A share of runs with Wilson's 95 % interval. */
record Share(int hits, int runs) {
    private static final double Z = 1.959964;

    static <T> Share of(Collection<T> runs, Predicate<T> hit) {
        return new Share((int) runs.stream().filter(hit).count(), runs.size());
    }

    double value() {
        return (double) hits / runs;
    }

    double low() {
        return Math.max(0, centre() - reach());
    }

    double high() {
        return Math.min(1, centre() + reach());
    }

    private double centre() {
        return (value() + Z * Z / (2 * runs)) / (1 + Z * Z / runs);
    }

    private double reach() {
        double p = value();
        return Z / (1 + Z * Z / runs) * Math.sqrt(p * (1 - p) / runs + Z * Z / (4.0 * runs * runs));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %% (%s … %s)", percent(value()), percent(low()), percent(high()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.2f" : "%.1f", 100 * share);
    }
}
