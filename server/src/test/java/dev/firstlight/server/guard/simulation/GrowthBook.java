package dev.firstlight.server.guard.simulation;

/**
 * GrowthBook's Safe Rollout as its documentation describes it: a one-sided asymptotic confidence sequence at 5 % on the
 * difference of means (Waudby-Smith et al.), tuned for 5,000 units, each guardrail by itself, looked at when the
 * results are refreshed. Needs 100 units an arm.
 */
final class GrowthBook implements Rule {
    private static final double ALPHA = 0.05;
    private static final double TUNED_FOR = 5_000;
    private static final double L = -2 * Math.log(2 * ALPHA);
    private static final double RHO2 = (L + Math.log1p(L)) / TUNED_FOR;

    private final int guards;
    private final double refresh;
    private double next;

    /**
     * A rollout.
     *
     * @param refresh minutes between refreshes; 0 is every look, faster than it is sold
     */
    GrowthBook(int guards, double refresh) {
        this.guards = guards;
        this.refresh = refresh;
        this.next = refresh;
    }

    @Override
    public boolean stops(Traffic traffic) {
        if (traffic.minute() < next) {
            return false;
        }
        next += refresh;
        for (int guard = 0; guard < guards; guard++) {
            Difference d = Difference.of(traffic, guard);
            if (d.treated() >= 100 && d.units() - d.treated() >= 100 && d.value() > halfWidth(d)) {
                return true;
            }
        }
        return false;
    }

    private static double halfWidth(Difference d) {
        double n = d.units();
        double v = n * RHO2 + 1;
        return d.error() * Math.sqrt(n) * Math.sqrt(2 * v / (n * n * RHO2) * Math.log1p(Math.sqrt(v) / (2 * ALPHA)));
    }
}
