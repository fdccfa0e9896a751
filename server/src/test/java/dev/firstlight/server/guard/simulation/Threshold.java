package dev.firstlight.server.guard.simulation;

/** The treatment's error rate of each interval against a fixed threshold; so many intervals above it end the release. */
final class Threshold implements Rule {
    private static final double LIMIT = 0.01;

    private final Minutes minutes;
    private final int allowed;
    private int failed;

    private Threshold(double every, int allowed) {
        this.minutes = new Minutes(every);
        this.allowed = allowed;
    }

    /** Flagger as documented: success rate of at least 99 %, every minute, five failed checks. */
    static Threshold flagger() {
        return new Threshold(1, 5);
    }

    /** Argo Rollouts as documented: a background analysis every five minutes, three failed measurements; also 99 %. */
    static Threshold argo() {
        return new Threshold(5, 3);
    }

    @Override
    public boolean stops(Traffic traffic) {
        if (minutes.full(traffic) && minutes.treated() > LIMIT) {
            failed++;
        }
        return failed >= allowed;
    }
}
