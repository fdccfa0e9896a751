package dev.firstlight.server.targeting;

import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds, for other weights, the ranges that move the fewest units: no more change than the weights do. Boundaries shift
 * where neighbours trade; what remains is cut from the ends.
 */
final class SmallestMove {

    private static final class Run {
        final String variant;
        int length;

        Run(String variant, int length) {
            this.variant = variant;
            this.length = length;
        }
    }

    private List<Run> runs = new ArrayList<>();
    /** How many buckets a variant has too many; below zero, too few. */
    private final Map<String, Integer> excess = new HashMap<>();

    private SmallestMove(List<Range> served, Map<String, Integer> weights) {
        int from = 0;
        for (Range range : served) {
            append(runs, new Run(range.variant(), range.to() - from));
            excess.merge(range.variant(), range.to() - from, Integer::sum);
            from = range.to();
        }
        weights.forEach((variant, weight) -> excess.merge(variant, -weight, Integer::sum));
    }

    /**
     * The ranges of other weights that move the fewest units.
     *
     * @param served what is served now, up to 100,000
     * @param weights buckets by variant, 100,000 in all
     */
    static List<Range> toward(List<Range> served, Map<String, Integer> weights) {
        SmallestMove move = new SmallestMove(served, weights);
        move.shiftBoundaries();
        Collections.reverse(move.runs);
        move.shiftBoundaries();
        Collections.reverse(move.runs);
        move.takeFromTheEnds(weights);
        return move.ranges();
    }

    /** The ranges of weights where nothing was served before, one after the other. */
    static List<Range> laidOut(Map<String, Integer> weights) {
        List<Range> ranges = new ArrayList<>();
        int to = 0;
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            to += weight.getValue();
            if (weight.getValue() > 0) {
                ranges.add(new Range(to, weight.getKey()));
            }
        }
        return ranges;
    }

    /** Each run takes what it lacks from the one behind it. */
    private void shiftBoundaries() {
        List<Run> shifted = new ArrayList<>();
        for (Run run : runs) {
            if (!shifted.isEmpty()) {
                Run before = shifted.get(shifted.size() - 1);
                int taken = hand(run, before.variant);
                before.length += taken;
            }
            append(shifted, run);
        }
        runs = shifted;
    }

    private void takeFromTheEnds(Map<String, Integer> weights) {
        List<String> growing = new ArrayList<>(weights.keySet());
        Collections.reverse(growing);
        for (String variant : growing) {
            for (int i = runs.size() - 1; i >= 0 && excessOf(variant) < 0; i--) {
                int taken = hand(runs.get(i), variant);
                if (taken > 0) {
                    runs.add(i + 1, new Run(variant, taken));
                }
            }
        }
    }

    /** Takes from a run what it has too much of and the other variant lacks. */
    private int hand(Run run, String to) {
        int taken = Math.max(0, Math.min(run.length, Math.min(excessOf(run.variant), -excessOf(to))));
        run.length -= taken;
        excess.merge(run.variant, -taken, Integer::sum);
        excess.merge(to, taken, Integer::sum);
        return taken;
    }

    private int excessOf(String variant) {
        return excess.getOrDefault(variant, 0);
    }

    private static void append(List<Run> runs, Run run) {
        if (run.length == 0) {
            return;
        }
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last.variant.equals(run.variant)) {
            last.length += run.length;
        } else {
            runs.add(run);
        }
    }

    private List<Range> ranges() {
        List<Run> joined = new ArrayList<>();
        runs.forEach(run -> append(joined, run));
        List<Range> ranges = new ArrayList<>();
        int to = 0;
        for (Run run : joined) {
            to += run.length;
            ranges.add(new Range(to, run.variant));
        }
        if (to != Bucketing.BUCKETS) {
            throw new IllegalStateException("the ranges end at " + to);
        }
        return ranges;
    }
}
