package dev.firstlight.server.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When what failed is tried again: after twice the time each time, up to a bound, and a fifth less or more by chance, so that
 * what failed together does not come back together.
 *
 * @param first the time after the first failure
 * @param longest between two tries
 * @param giveUpAfter the time since the first try, at which nobody tries any more
 */
record Retries(Duration first, Duration longest, Duration giveUpAfter) {

    private static final double SPREAD = 0.2;
    /** More doublings than that are beyond any bound. */
    private static final int DOUBLINGS = 40;

    /**
     * The time until the next try.
     *
     * @param tries how many failed, at least one
     * @param since the time since the first of them
     * @param chance from 0 to 1, by which the time is spread
     * @return null where it is given up
     */
    @Nullable
    Duration after(int tries, Duration since, double chance) {
        if (since.compareTo(giveUpAfter) >= 0) {
            return null;
        }
        double doubled = first.toMillis() * Math.pow(2, Math.min(tries - 1, DOUBLINGS));
        double wait = Math.min(doubled, longest.toMillis()) * (1 - SPREAD + 2 * SPREAD * chance);
        // The last try is made when the time is over, not long before.
        return Duration.ofMillis(
                Math.round(Math.min(wait, giveUpAfter.minus(since).toMillis())));
    }

    /** For how long it is tried, in words. */
    String patience() {
        return giveUpAfter.toHours() > 0 ? giveUpAfter.toHours() + " hours" : giveUpAfter.toSeconds() + " seconds";
    }
}
