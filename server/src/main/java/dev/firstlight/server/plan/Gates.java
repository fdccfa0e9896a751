package dev.firstlight.server.plan;

import dev.firstlight.server.policy.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before the next stage, besides the bake and the guards.
 *
 * @param minUnits how many treated units must have been measured
 * @param receipts the percentage of connected instances that must serve the stage before it bakes; null waives it
 * @param approval who must agree; null for nobody
 * @param checks names of the CI checks that must have succeeded
 * @param windows the next stage begins only while all of them are open; empty for any time
 */
public record Gates(
        long minUnits,
        @Nullable Double receipts,
        @Nullable Approval approval,
        List<String> checks,
        List<Window> windows) {

    /** Whether the next stage may begin at this instant. */
    public boolean open(Instant at) {
        return windows.stream().allMatch(window -> window.endAfter(at) != null);
    }

    /** When it may next, for a stage that has one window; null where that is not known. */
    public @Nullable Instant opens(Instant at) {
        return windows.size() == 1 ? windows.get(0).startAfter(at) : null;
    }

    /** All that both ask for; units are counted by whoever knows whose they are. */
    Gates and(Gates other) {
        Set<String> both = new LinkedHashSet<>(checks);
        both.addAll(other.checks);
        List<Window> all = new ArrayList<>(windows);
        all.addAll(other.windows);
        Approval mine = approval;
        Approval others = other.approval;
        return new Gates(
                minUnits,
                stricter(receipts, other.receipts),
                mine == null ? others : others == null ? mine : mine.and(others),
                List.copyOf(both),
                all);
    }

    private static @Nullable Double stricter(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
    }
}
