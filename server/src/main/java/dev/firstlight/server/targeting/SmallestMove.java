package dev.firstlight.server.targeting;

import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns wanted weights into ranges such that no more units move than must: a variant that shrinks gives up just the
 * difference, one that grows keeps all it has. Boundaries between a variant that shrinks and one that grows are shifted
 * first, so that variants stay in one piece where they can; what is left is taken from the ends.
 */
final class SmallestMove {

    /** Bucket by bucket is the plain way to say it, and at 100,000 buckets quick enough for an edit. */
    private final String[] served = new String[Bucketing.BUCKETS];

    /** How many buckets each variant still has too many, or too few where negative. */
    private final Map<String, Integer> excess = new HashMap<>();

    private SmallestMove(List<Range> before, Map<String, Integer> weights) {
        int bucket = 0;
        for (Range range : before) {
            for (; bucket < range.to(); bucket++) {
                served[bucket] = range.variant();
                excess.merge(range.variant(), 1, Integer::sum);
            }
        }
        weights.forEach((variant, weight) -> excess.merge(variant, -weight, Integer::sum));
    }

    /**
     * The ranges that serve the weights.
     *
     * @param before what is served now, up to the last bucket
     * @param weights buckets by variant, together all buckets, in the order new variants shall have
     */
    static List<Range> toward(List<Range> before, Map<String, Integer> weights) {
        SmallestMove move = new SmallestMove(before, weights);
        move.shiftBoundaries();
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

    private void shiftBoundaries() {
        for (int i = 1; i < served.length; i++) {
            while (i < served.length && gives(served[i], served[i - 1])) {
                hand(i, served[i - 1]);
                i++;
            }
        }
        for (int i = served.length - 2; i >= 0; i--) {
            while (i >= 0 && gives(served[i], served[i + 1])) {
                hand(i, served[i + 1]);
                i--;
            }
        }
    }

    private void takeFromTheEnds(Map<String, Integer> weights) {
        int last = served.length - 1;
        List<String> growing = new ArrayList<>(weights.keySet());
        for (int i = growing.size() - 1; i >= 0; i--) {
            String variant = growing.get(i);
            for (int bucket = last; excess.getOrDefault(variant, 0) < 0; bucket--) {
                if (excess.getOrDefault(served[bucket], 0) > 0) {
                    hand(bucket, variant);
                }
            }
        }
    }

    private boolean gives(String from, String to) {
        return excess.getOrDefault(from, 0) > 0 && excess.getOrDefault(to, 0) < 0;
    }

    private void hand(int bucket, String to) {
        excess.merge(served[bucket], -1, Integer::sum);
        excess.merge(to, 1, Integer::sum);
        served[bucket] = to;
    }

    private List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < served.length; i++) {
            if (i + 1 == served.length || !served[i].equals(served[i + 1])) {
                ranges.add(new Range(i + 1, served[i]));
            }
        }
        return ranges;
    }
}
