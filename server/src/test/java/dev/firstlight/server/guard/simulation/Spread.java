package dev.firstlight.server.guard.simulation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How a number spreads over runs; where it never came it is infinite. */
final class Spread {
    private static final double Z = 1.959964;

    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    static <T> Spread of(Collection<T> runs, ToDoubleFunction<T> number) {
        double[] values = runs.stream().mapToDouble(number).toArray();
        Arrays.sort(values);
        return new Spread(values);
    }

    /** The value that this share of the runs does not exceed. */
    double at(double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.min(sorted.length - 1, Math.max(0, index))];
    }

    double median() {
        return at(0.5);
    }

    /** With its 95 % interval by order statistics. */
    String text(double share) {
        double reach = Z * Math.sqrt(share * (1 - share) / sorted.length);
        return number(at(share)) + " (" + number(at(share - reach)) + " … " + number(at(share + reach)) + ")";
    }

    @Override
    public String toString() {
        return text(0.5);
    }

    static String number(double value) {
        return Double.isInfinite(value)
                ? "never"
                : String.format(Locale.ROOT, value < 100 && value != Math.rint(value) ? "%.1f" : "%,.0f", value);
    }
}
