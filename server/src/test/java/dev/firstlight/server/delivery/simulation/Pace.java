package dev.firstlight.server.delivery.simulation;

/** Which revisions go out together, as the room {@code delivery} has it: the first after a rest at once, others after a while. */
final class Pace {

    static final double COALESCE = 0.075;

    private double toldAt = Double.NEGATIVE_INFINITY;
    private int told;
    private int latest;
    private boolean waiting;

    /** Something was published; how long to wait until it is told, negative where that was arranged before. */
    double published(int revision, double now) {
        latest = Math.max(latest, revision);
        if (waiting || latest == told) {
            return -1;
        }
        waiting = true;
        return Math.max(0, toldAt + COALESCE - now);
    }

    /** The first revision that goes out now; the last is {@link #told}. */
    int next(double now) {
        int first = told + 1;
        waiting = false;
        told = latest;
        toldAt = now;
        return first;
    }

    int told() {
        return told;
    }
}
