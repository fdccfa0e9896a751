package dev.firstlight.server.delivery.simulation;

import java.util.SplittableRandom;

/** Random numbers of one run; the same seed throws the same. */
final class Chance {

    /** Above it a normal variable is as good. */
    private static final double MANY = 60;

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    double upTo(double most) {
        return random.nextDouble() * most;
    }

    double between(double least, double most) {
        return least + upTo(most - least);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double exponential(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }

    int poisson(double mean) {
        if (mean > MANY) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
        }
        double probability = Math.exp(-mean);
        double left = random.nextDouble();
        int hits = 0;
        while (left > probability && probability > 0) {
            left -= probability;
            hits++;
            probability *= mean / hits;
        }
        return hits;
    }

    private double normal() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
