package dev.firstlight.server.delivery.simulation;

import java.util.ArrayList;
import java.util.List;

/** Who got something how long after it was said. */
final class Arrivals {

    private static final int HALVINGS = 60;

    private final List<Ramp> ramps = new ArrayList<>();
    private long count;

    void add(Ramp ramp) {
        ramps.add(ramp);
        count += ramp.count();
    }

    void addAll(Arrivals others) {
        others.ramps.forEach(this::add);
    }

    long count() {
        return count;
    }

    double most() {
        return ramps.stream().mapToDouble(Ramp::last).max().orElse(0);
    }

    double least() {
        return ramps.stream().mapToDouble(Ramp::first).min().orElse(0);
    }

    /** By when a share of them had it. */
    double at(double share) {
        double from = least();
        double to = most();
        double wanted = share * count;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (from + to) / 2;
            if (ramps.stream().mapToDouble(ramp -> ramp.by(middle)).sum() < wanted) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return to;
    }
}
