package dev.firstlight.server.sample;

import java.util.List;

/**
 * The share of units that are served something else, estimated from a sample in strata.
 *
 * @param changed the share of which it is certain
 * @param unjudged the share of which it could not be said
 * @param margin how far sampling may have led {@code changed} astray: half of a Wilson interval of 95 %, the wider half
 * @param low the least that it may be, all in all
 * @param high the most, were all that could not be judged to change
 */
record Estimate(double changed, double unjudged, double margin, double low, double high) {

    private static final double Z = 1.959964;

    static Estimate of(List<Stratum> strata) {
        double units = 0;
        double changed = 0;
        double unjudged = 0;
        double spread = 0;
        for (Stratum one : strata) {
            double weight = one.units() / one.contexts();
            units += one.units();
            changed += weight * one.changed();
            unjudged += weight * one.unjudged();
            spread += weight * weight * one.contexts();
        }
        if (units == 0) {
            return new Estimate(0, 0, 1, 0, 1);
        }
        // So many contexts drawn from all regions alike would say as much (Kish).
        double effective = units * units / spread;
        double share = changed / units;
        double open = unjudged / units;
        double low = bound(share, effective, -1);
        double margin = Math.max(share - low, bound(share, effective, 1) - share);
        return new Estimate(share, open, margin, low, bound(Math.min(1, share + open), effective, 1));
    }

    /** The lower or the upper end of the Wilson interval. */
    private static double bound(double share, double n, int side) {
        if (share == (side < 0 ? 0 : 1)) {
            return share;
        }
        double z2n = Z * Z / n;
        double half = Z * Math.sqrt(share * (1 - share) / n + z2n / (4 * n));
        return Math.min(1, Math.max(0, (share + z2n / 2 + side * half) / (1 + z2n)));
    }
}
