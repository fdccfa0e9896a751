package dev.firstlight.server.targeting;

import dev.firstlight.core.Bucketing;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What share of the units that reach it is served another variant by a rule or the default after an edit. */
final class MovedShare {

    private MovedShare() {}

    /** By {@code default} or {@code rules/<id>}, 0 to 1: the largest share of any region; only those that move any. */
    static Map<String, Double> of(FlagSpec before, FlagSpec after) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Rule rule : after.rules()) {
            before.rules().stream()
                    .filter(known -> known.id().equals(rule.id()))
                    .findFirst()
                    .ifPresent(known -> put(shares, "rules/" + rule.id(), known.serve(), rule.serve()));
        }
        put(shares, "default", before.defaultServe(), after.defaultServe());
        return shares;
    }

    private static void put(Map<String, Double> shares, String place, Serve before, Serve after) {
        double share = share(before, after);
        if (share > 0) {
            shares.put(place, share);
        }
    }

    private static double share(Serve before, Serve after) {
        Set<String> regions = new LinkedHashSet<>(regions(before));
        regions.addAll(regions(after));
        boolean sameBuckets = haveSameBuckets(before, after);
        double largest = between(ranges(before, null), ranges(after, null), sameBuckets);
        for (String region : regions) {
            largest = Math.max(largest, between(ranges(before, region), ranges(after, region), sameBuckets));
        }
        return largest;
    }

    /** One variant for everybody has any buckets one likes. */
    static boolean haveSameBuckets(Serve before, Serve after) {
        return !(before instanceof Serve.Split one)
                || !(after instanceof Serve.Split other)
                || (one.by().equals(other.by())
                        && one.hash().equals(other.hash())
                        && Objects.equals(one.salt(), other.salt()));
    }

    private static Set<String> regions(Serve serve) {
        Set<String> regions = new LinkedHashSet<>();
        if (serve instanceof Serve.Split split) {
            split.regions().forEach(entry -> regions.addAll(entry.in()));
        }
        return regions;
    }

    static List<Range> ranges(Serve serve, @Nullable String region) {
        if (serve instanceof Serve.Split split) {
            return split.regions().stream()
                    .filter(entry -> region != null && entry.in().contains(region))
                    .findFirst()
                    .map(RegionalRanges::ranges)
                    .orElse(split.ranges());
        }
        return serve instanceof Serve.Variant fixed
                ? List.of(new Range(Bucketing.BUCKETS, fixed.variant()))
                : List.of();
    }

    /** What part of all buckets has another variant in one list of ranges than in the other. */
    static double between(List<Range> before, List<Range> after, boolean sameBuckets) {
        long stay = 0;
        int fromBefore = 0;
        for (Range one : before) {
            int fromAfter = 0;
            for (Range other : after) {
                if (one.variant().equals(other.variant())) {
                    stay += sameBuckets
                            ? Math.max(0, Math.min(one.to(), other.to()) - Math.max(fromBefore, fromAfter))
                            : (long) (one.to() - fromBefore) * (other.to() - fromAfter) / Bucketing.BUCKETS;
                }
                fromAfter = other.to();
            }
            fromBefore = one.to();
        }
        return (double) (Bucketing.BUCKETS - stay) / Bucketing.BUCKETS;
    }
}
