package dev.firstlight.server.guard.simulation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param rule whose
 * @param bar what was asked of it; null where nothing was
 */
record Row(
        String what, String rule, String result, @Nullable String bar, String met) {
    static final String OURS = "Firstlight";

    /** Ours, where a share is to be at most so much. */
    static Row atMost(String what, Share share, double limit) {
        return new Row(what, OURS, share.toString(), "≤ " + percent(limit), met(share.value(), limit));
    }

    /** Ours, where a share is to be at least so much. */
    static Row atLeast(String what, Share share, double limit) {
        boolean met = share.value() >= limit;
        String missed = "missed by " + percent(limit - share.value());
        return new Row(what, OURS, share.toString(), "≥ " + percent(limit), met ? "yes" : missed);
    }

    /** Ours, where a number is to be at most so much in so many of the runs. */
    static Row atMost(String what, Spread spread, double share, double limit) {
        String bar = "≤ " + Spread.number(limit);
        return new Row(what, OURS, spread.text(share), bar, met(spread.at(share), limit));
    }

    static Row of(String what, String rule, Object result) {
        return new Row(what, rule, result.toString(), null, "");
    }

    boolean missed() {
        return met.startsWith("missed");
    }

    private static String met(double value, double limit) {
        return value <= limit
                ? "yes"
                : Double.isInfinite(value)
                        ? "missed"
                        : String.format(Locale.ROOT, "missed by %.0f %%", 100 * (value / limit - 1));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    String markdown() {
        return "| " + String.join(" | ", what, rule, result, bar == null ? "" : bar, met) + " |";
    }
}
