package dev.firstlight.server.guard;

/**
 * Which way a metric gets worse, and with it the ratios of rates (treatment to control) that the evidence bets on.
 * Ratios are unitless and positive; 1 is "alike".
 */
public enum Worse {
    /** A bad event: errors, crashes, slow answers. */
    HIGHER(new Bets(1.1, 1.2, 1.4, 1.7, 2.2, 3, 5, 10), new Bets(0.5, 0.75, 0.9, 1)),
    /** A good event that drops: conversions. Its bets are closer to 1, as good events are frequent and drops small. */
    LOWER(new Bets(1 / 1.03, 1 / 1.07, 1 / 1.15, 1 / 1.3, 1 / 1.6, 1 / 2.5), new Bets(1 / 0.5, 1 / 0.75, 1 / 0.9, 1));

    final Bets worse;
    final Bets notWorse;

    Worse(Bets worse, Bets notWorse) {
        this.worse = worse;
        this.notWorse = notWorse;
    }

    /**
     * The ratio from which on the treatment is worse by the margin.
     *
     * @param margin not negative; 0.5 allows a bad event 1.5 times as often, and a good event 1.5 times as seldom
     */
    double limit(double margin) {
        return this == HIGHER ? 1 + margin : 1 / (1 + margin);
    }
}
