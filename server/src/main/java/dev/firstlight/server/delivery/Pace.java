package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.PublishedRuleset;
import org.jspecify.annotations.Nullable;

/**
 * How closely the changes of one environment follow each other: the first after a rest is told at once, and those that
 * come soon after it are told together.
 */
final class Pace {

    private final long nanos;
    private @Nullable PublishedRuleset told;
    private @Nullable PublishedRuleset latest;
    private long toldAt;
    private boolean waiting;

    Pace(long nanos) {
        this.nanos = nanos;
    }

    /** Two rulesets and the change that is to be told. */
    record Step(@Nullable PublishedRuleset before, PublishedRuleset now) {}

    /**
     * Notes what was published.
     *
     * @return in how many nanoseconds {@link #next} is to be called; negative where that has been arranged already
     */
    synchronized long published(@Nullable PublishedRuleset before, PublishedRuleset now, long time) {
        if (told == null) {
            told = before;
        }
        latest = now;
        if (waiting) {
            return -1;
        }
        waiting = true;
        return toldAt == 0 ? 0 : Math.max(0, toldAt + nanos - time);
    }

    /** What is to be told now; null where nothing is. */
    synchronized @Nullable Step next(long time) {
        waiting = false;
        PublishedRuleset now = latest;
        if (now == null || now == told) {
            return null;
        }
        Step step = new Step(told, now);
        told = now;
        toldAt = time;
        return step;
    }
}
