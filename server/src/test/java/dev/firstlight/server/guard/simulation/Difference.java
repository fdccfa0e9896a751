package dev.firstlight.server.guard.simulation;

/**
 * The treatment's mean minus the control's, over all that was counted, as most products compare it.
 *
 * @param error its standard error
 * @param units in both arms
 */
record Difference(double value, double error, long treated, long units) {
    static Difference of(Traffic traffic, int guard) {
        long t = traffic.units(1);
        long c = traffic.units(0);
        if (t < 2 || c < 2) {
            return new Difference(0, 0, t, 0);
        }
        double p = (double) traffic.events(guard, 1) / t;
        double q = (double) traffic.events(guard, 0) / c;
        return new Difference(p - q, Math.sqrt(p * (1 - p) / (t - 1) + q * (1 - q) / (c - 1)), t, t + c);
    }
}
