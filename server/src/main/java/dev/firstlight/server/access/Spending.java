package dev.firstlight.server.access;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an edit takes of a {@link Budget}.
 *
 * @param shares by region, {@code ""} for units of none: the largest share that is given another variant, 0 to 1; only those
 *     where any is
 * @param steps by flag, what it goes from and to
 */
public record Spending(Map<String, Double> shares, Map<String, Step> steps) {

    /** Sums of doubles are not exact: this much is nothing. */
    private static final double NOTHING = 1e-9;

    /**
     * One flag's way.
     *
     * @param from the hash of the flag as it was
     * @param to the hash of it as it will be
     */
    public record Step(String from, String to) {}

    /** What is spent with this as well. */
    Spending and(Map<String, Double> spent) {
        Map<String, Double> all = new TreeMap<>(spent);
        shares.forEach((region, share) -> all.merge(region, share, Double::sum));
        return new Spending(all, steps);
    }

    /** Why a budget does not allow all this; null where it does. */
    @Nullable
    String tooMuchFor(Budget budget) {
        for (Map.Entry<String, Double> one : shares.entrySet()) {
            if (one.getValue() > budget.share() + NOTHING) {
                return percent(one.getValue()) + " of the units of " + name(one.getKey());
            }
        }
        return shares.size() > budget.regions() ? "units in " + shares.size() + " regions" : null;
    }

    private static String name(String region) {
        return region.isEmpty() ? "no region" : "\"" + region + "\"";
    }

    static String percent(double share) {
        return Math.round(share * 100_000) / 1000.0 + " %";
    }
}
