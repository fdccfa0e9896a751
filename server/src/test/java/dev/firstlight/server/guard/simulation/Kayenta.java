package dev.firstlight.server.guard.simulation;

import java.util.Arrays;

/**
 * Kayenta's default judge as documented: Mann and Whitney's test on the points of both time series, here the error rate
 * of each minute; the metric is too high when the 98 % interval of the shift (Hodges and Lehmann) lies above a quarter
 * of its estimate. Judged every 30 minutes over the last 60; one critical metric fails the canary.
 */
final class Kayenta implements Rule {
    private static final int WINDOW = 60;
    private static final int EVERY = 30;
    private static final double Z = 2.3263;
    private static final double TOLERANCE = 0.25;

    private final Minutes minutes = new Minutes(1);
    private final double[] canary = new double[WINDOW];
    private final double[] baseline = new double[WINDOW];
    private int points;
    private int seen;

    @Override
    public boolean stops(Traffic traffic) {
        if (!minutes.full(traffic)) {
            return false;
        }
        seen++;
        if (!Double.isNaN(minutes.treated()) && !Double.isNaN(minutes.control())) {
            canary[points % WINDOW] = minutes.treated();
            baseline[points % WINDOW] = minutes.control();
            points++;
        }
        return seen % EVERY == 0 && points >= EVERY && high();
    }

    private boolean high() {
        int n = Math.min(points, WINDOW);
        double[] shifts = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                shifts[i * n + j] = canary[i] - baseline[j];
            }
        }
        Arrays.sort(shifts);
        double squared = (double) n * n;
        int rank = (int) Math.floor(squared / 2 - Z * Math.sqrt(squared * (2 * n + 1) / 12));
        double estimate = (shifts[(n * n - 1) / 2] + shifts[n * n / 2]) / 2;
        return rank > 0 && shifts[rank - 1] > 0 && shifts[rank - 1] > TOLERANCE * Math.abs(estimate);
    }
}
