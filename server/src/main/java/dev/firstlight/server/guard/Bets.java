package dev.firstlight.server.guard;

import java.util.Collection;

/** Ratios of rates that a mixture bets on alike, with what of their likelihood does not depend on the counters. */
final class Bets {
    private final double[] ratios;
    private final double[] lnRatios;

    Bets(double... ratios) {
        this.ratios = ratios.clone();
        this.lnRatios = new double[ratios.length];
        for (int j = 0; j < ratios.length; j++) {
            lnRatios[j] = Math.log(ratios[j]);
        }
    }

    int count() {
        return ratios.length;
    }

    /** The log likelihood of each ratio, relative to that of 1, given the units with the event in these strata. */
    double[] lnLikelihoods(Collection<Stratum> strata) {
        double[] sums = new double[ratios.length];
        strata.forEach(s -> add(s, sums));
        return sums;
    }

    /** Adds one stratum's log likelihoods; a stratum with one arm, or without events, compares nothing. */
    void add(Stratum s, double[] sums) {
        double treated = s.treatment().events();
        double events = s.events();
        if (!s.compares() || events == 0) {
            return;
        }
        for (int j = 0; j < sums.length; j++) {
            sums[j] += treated * lnRatios[j] - events * Math.log1p(s.share() * (ratios[j] - 1));
        }
    }
}
