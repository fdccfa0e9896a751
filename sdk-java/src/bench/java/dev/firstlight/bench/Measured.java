package dev.firstlight.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The rounds of one measurement; their median counts. */
final class Measured {

    private final List<Double> nanos = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    void add(double time, double allocated) {
        nanos.add(time);
        bytes.add(allocated);
    }

    double nanos() {
        return median(nanos);
    }

    /** Less than half a byte is the harness's own. */
    long bytes() {
        return Math.round(median(bytes));
    }

    private static double median(List<Double> of) {
        List<Double> sorted = new ArrayList<>(of);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Three digits. */
    static String number(double number) {
        if (number >= 999_500) {
            return String.format(Locale.ROOT, "%.2fM", number / 1_000_000);
        }
        if (number >= 9_995) {
            return String.format(Locale.ROOT, "%.1fk", number / 1_000);
        }
        return String.format(Locale.ROOT, number < 99.95 ? "%.1f" : "%,.0f", number);
    }

    @Override
    public String toString() {
        return number(nanos()) + " / " + String.format(Locale.ROOT, "%,d", bytes());
    }
}
