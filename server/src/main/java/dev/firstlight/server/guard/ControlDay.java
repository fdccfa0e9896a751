package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;

/**
 * The control beside its own day. When the control fails too, the environment does: nothing is learnt about the
 * release, and nothing should advance into it.
 *
 * @param recent the control's units of a short while, such as the last half hour
 * @param rate the control's share of units with the bad event over the day before; not positive where it is unknown
 */
public record ControlDay(Count recent, double rate) {
    private static final double TIMES = 3;
    private static final double LN_LIMIT = Math.log(20);
    private static final double[] HIGHER_STILL = {1.2, 1.5, 2, 3, 5};

    /** Whether there is evidence of 20 (Poisson, a mixture of bets) that the rate is above three times the day's. */
    boolean unhealthy() {
        if (rate <= 0) {
            return false;
        }
        double expected = recent.units() * rate * TIMES;
        double[] logs = new double[HIGHER_STILL.length];
        for (int j = 0; j < logs.length; j++) {
            logs[j] = recent.events() * Math.log(HIGHER_STILL[j]) - expected * (HIGHER_STILL[j] - 1);
        }
        return EProcess.lnMeanExp(logs) >= LN_LIMIT;
    }
}
