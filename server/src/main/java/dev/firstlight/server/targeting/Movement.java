package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * At most what share of a region's units an edit of a flag gives another variant, whoever they are. Shares of splits are
 * counted; whatever else changes is counted as everybody, everywhere: who a rule reaches nobody knows beforehand.
 */
final class Movement {

    /** Where units are that come from no region. */
    static final String NOWHERE = "";

    private Movement() {}

    /**
     * By region, 0 to 1; only those where any unit may move.
     *
     * @param before null for a flag that was not there
     * @param groups each with its regions
     */
    static Map<String, Double> of(
            @Nullable FlagSpec before, FlagSpec after, Collection<String> regions, Map<String, List<String>> groups) {
        FlagSpec counted = before != null && differInSharesOnly(before, after) ? before : null;
        Map<String, Double> moved = new TreeMap<>();
        put(moved, NOWHERE, counted == null ? 1 : share(counted, after, NOWHERE, groups));
        regions.forEach(region -> put(moved, region, counted == null ? 1 : share(counted, after, region, groups)));
        return moved;
    }

    private static void put(Map<String, Double> moved, String region, double share) {
        if (share > 0) {
            moved.put(region, share);
        }
    }

    private static boolean differInSharesOnly(FlagSpec before, FlagSpec after) {
        if (before.rules().size() != after.rules().size()) {
            return false;
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < after.rules().size(); i++) {
            Rule rule = after.rules().get(i);
            rules.add(new Rule(
                    rule.id(), rule.note(), rule.when(), before.rules().get(i).serve()));
        }
        FlagSpec servingTheSame = new FlagSpec(
                after.type(),
                after.variants(),
                after.salt(),
                after.enabled(),
                after.offVariant(),
                after.clientVisible(),
                after.prerequisites(),
                after.targets(),
                rules,
                before.defaultServe(),
                after.release());
        return servingTheSame.equals(before);
    }

    /** A unit reaches one rule or the default, so that no more move than where most do. */
    private static double share(FlagSpec before, FlagSpec after, String region, Map<String, List<String>> groups) {
        double largest = share(before.defaultServe(), after.defaultServe(), region, groups);
        for (int i = 0; i < after.rules().size(); i++) {
            largest = Math.max(
                    largest,
                    share(before.rules().get(i).serve(), after.rules().get(i).serve(), region, groups));
        }
        return largest;
    }

    private static double share(Serve before, Serve after, String region, Map<String, List<String>> groups) {
        if (before.equals(after)) {
            return 0;
        }
        return MovedShare.haveSameBuckets(before, after)
                ? MovedShare.between(there(before, region, groups), there(after, region, groups), true)
                : 1;
    }

    /** As the SDKs find them: the first entry that names the region, or a group that it is in. */
    private static List<Range> there(Serve serve, String region, Map<String, List<String>> groups) {
        if (serve instanceof Serve.Split split) {
            Optional<RegionalRanges> own = split.regions().stream()
                    .filter(entry -> entry.in().stream()
                            .anyMatch(word ->
                                    groups.containsKey(word) ? groups.get(word).contains(region) : word.equals(region)))
                    .findFirst();
            return own.map(RegionalRanges::ranges).orElse(split.ranges());
        }
        return MovedShare.ranges(serve, null);
    }
}
