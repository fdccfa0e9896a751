package dev.firstlight.server.delivery.simulation;

/** Does one thing after the other, in the order in which they come: a core, or one writer. Times are in seconds. */
final class Worker {

    private double free;
    private double busy;

    /** When something that comes now is begun. */
    double begin(double now) {
        return Math.max(now, free);
    }

    /** Takes work on; gives when it is done. */
    double take(double now, double work) {
        free = begin(now) + work;
        busy += work;
        return free;
    }

    /** How long it has worked, and will have with what it took on. */
    double busy() {
        return busy;
    }
}
