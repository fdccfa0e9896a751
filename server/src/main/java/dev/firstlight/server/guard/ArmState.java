package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;

/** One arm's counters as rooms above see them. */
public record ArmState(long units, long events, double rate) {
    static ArmState of(Count count) {
        return new ArmState(count.units(), count.events(), count.rate());
    }
}
