package dev.firstlight.server.delivery.simulation;

/** So many readers that have something, evenly from a first moment to a last. */
record Ramp(double first, double last, long count) {

    Ramp {
        if (count < 1 || !(first <= last)) {
            throw new IllegalArgumentException(count + " from " + first + " to " + last);
        }
    }

    Ramp later(double seconds) {
        return new Ramp(first + seconds, last + seconds, count);
    }

    /** How many have it by then. */
    double by(double time) {
        if (time >= last) {
            return count;
        }
        return time < first ? 0 : count * (time - first) / (last - first);
    }
}
