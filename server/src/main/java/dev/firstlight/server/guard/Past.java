package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a release's counters were at its restarts, and what follows from that for now. A function of those counters and
 * nothing else, so every node comes to the same.
 *
 * @param onsets restarts that were folded before
 * @param restarts the oldest first
 * @param out regions in which the release was taken back: they have no part in the evidence any more
 */
record Past(Onsets onsets, String release, List<Restart> restarts, Set<String> out) {
    private static final Duration DAY = Duration.ofDays(1);
    // Below that a rate is an anecdote.
    private static final long MIN_UNITS = 100;

    /**
     * The restarts that one of a metric's lists of strata has had. Where less is kept of the units than at a restart,
     * the counters of then and now are not of the same units; that restart has no part any more.
     */
    LateOnset onset(String metric, int layer, List<Stratum> now, Worse worse) {
        List<List<Stratum>> comparable = new ArrayList<>();
        for (Restart restart : restarts) {
            List<Stratum> then = restart.layer(metric, layer, out);
            if (within(then, now)) {
                comparable.add(then);
            }
        }
        return onsets.of(new Onsets.Key(release, metric, layer, worse), comparable);
    }

    private static boolean within(List<Stratum> then, List<Stratum> now) {
        Map<String, Long> units = new HashMap<>();
        now.forEach(s -> units.put(s.region() + " " + s.stage(), units(s)));
        return then.stream().allMatch(s -> units(s) <= units.getOrDefault(s.region() + " " + s.stage(), 0L));
    }

    private static long units(Stratum s) {
        return s.treatment().units() + s.control().units();
    }

    /** The control since the last restart beside the day before it; null where there is no such day yet. */
    @Nullable
    ControlDay control(String metric, List<Stratum> now) {
        if (restarts.isEmpty()) {
            return null;
        }
        Restart last = restarts.get(restarts.size() - 1);
        Map<String, Count> latest = control(last.layer(metric, 0, out));
        Map<String, Count> dayBefore = control(dayBefore(last, metric));
        Count recent = Count.NONE;
        double expected = 0;
        for (Map.Entry<String, Count> region : control(now).entrySet()) {
            Count then = latest.getOrDefault(region.getKey(), Count.NONE);
            Count day = minus(then, dayBefore.getOrDefault(region.getKey(), Count.NONE));
            if (day.units() < MIN_UNITS) {
                continue; // a region that has no day of its own says nothing about the others'
            }
            Count since = minus(region.getValue(), then);
            recent = recent.plus(since);
            expected += since.units() * day.rate();
        }
        return recent.units() == 0 ? null : new ControlDay(recent, expected / recent.units());
    }

    private List<Stratum> dayBefore(Restart last, String metric) {
        List<Stratum> found = new ArrayList<>();
        for (Restart restart : restarts) {
            if (restart.at().isBefore(last.at().minus(DAY))) {
                found = restart.layer(metric, 0, out);
            }
        }
        return found;
    }

    private static Map<String, Count> control(List<Stratum> strata) {
        Map<String, Count> byRegion = new HashMap<>();
        strata.forEach(s -> byRegion.merge(s.region(), s.control(), Count::plus));
        return byRegion;
    }

    private static Count minus(Count a, Count b) {
        return new Count(Math.max(0, a.units() - b.units()), Math.max(0, a.events() - b.events()));
    }
}
