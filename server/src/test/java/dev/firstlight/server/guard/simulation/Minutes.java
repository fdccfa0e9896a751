package dev.firstlight.server.guard.simulation;

/** The error rate of each arm minute by minute, as products that read time series see it; the first guard's. */
final class Minutes {
    private final long[] units = new long[2];
    private final long[] events = new long[2];
    private final double[] rates = new double[2];
    private double next;
    private final double every;

    Minutes(double every) {
        this.every = every;
        this.next = every;
    }

    /** Whether another interval is full; its rates are then known. */
    boolean full(Traffic traffic) {
        if (traffic.minute() < next - 1e-9) {
            return false;
        }
        next += every;
        for (int arm = 0; arm < 2; arm++) {
            long u = traffic.units(arm);
            long e = traffic.events(0, arm);
            rates[arm] = u == units[arm] ? Double.NaN : (double) (e - events[arm]) / (u - units[arm]);
            units[arm] = u;
            events[arm] = e;
        }
        return true;
    }

    double treated() {
        return rates[1];
    }

    double control() {
        return rates[0];
    }
}
