package dev.firstlight.server.guard.simulation;

import java.util.SplittableRandom;

/** Random numbers of one run; the same seed throws the same. */
final class Dice {
    // Beyond this the inversion's first probability would vanish.
    private static final double LARGE = 500;

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    double uniform() {
        return random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    double exponential(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }

    /** At least 1, with a tail that has no variance for an exponent below 2. */
    double pareto(double exponent) {
        return Math.pow(1 - random.nextDouble(), -1 / exponent);
    }

    /** How many of n, exactly, by inversion: it takes as long as the smaller of hits and misses is large. */
    int binomial(int n, double p) {
        if (n <= 0 || p <= 0) {
            return 0;
        }
        if (p > 0.5) {
            return n - binomial(n, 1 - p);
        }
        if (n * p > LARGE) {
            return binomial(n / 2, p) + binomial(n - n / 2, p);
        }
        double odds = p / (1 - p);
        double probability = Math.exp(n * Math.log1p(-p));
        double left = random.nextDouble();
        int hits = 0;
        while (left > probability && hits < n) {
            left -= probability;
            hits++;
            probability *= odds * (n - hits + 1) / hits;
        }
        return hits;
    }

    int poisson(double mean) {
        if (mean > LARGE) {
            return poisson(mean / 2) + poisson(mean / 2);
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
}
