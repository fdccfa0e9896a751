package dev.firstlight.server.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What share of units a change serves something else: the change, replayed over a sample of recent contexts. Records in,
 * record out.
 *
 * @param regions what became of the contexts of each
 * @param flags the same for every flag that the change can reach
 * @param sentence it in words
 */
public record BlastRadius(List<Stratum> regions, Map<String, List<Stratum>> flags, String sentence) {

    /** So many evaluations of both rulesets take some tens of milliseconds. */
    private static final int MOST_EVALUATIONS = 100_000;

    private static final int FEWEST = 100;
    private static final int MOST_LISTED = 100;

    /**
     * Replays a change.
     *
     * @param before flags that the change can reach, with all that they ask for
     * @param after the same with the change
     * @param flags those of them whose answers may differ
     */
    public static BlastRadius of(Sample sample, RulesetSpec before, RulesetSpec after, Set<String> flags) {
        if (sample.hash() == null || sample.contexts().isEmpty()) {
            return new BlastRadius(List.of(), Map.of(), RadiusSentence.none(sample));
        }
        Set<String> sorted = new TreeSet<>(flags);
        Replay replay = new Replay(sample, sample.hash(), before, after, sorted);
        int each = Math.max(FEWEST, MOST_EVALUATIONS / Math.max(1, sorted.size()));
        double part = Math.min(1, (double) each / sample.contexts().size());
        List<Stratum> regions = new ArrayList<>();
        Map<String, List<Stratum>> byFlag = new TreeMap<>();
        sample.byRegion().forEach((region, contexts) -> {
            double units = Stratum.population(
                    contexts.size(), contexts.get(contexts.size() - 1).rank());
            List<SampledContext> some = contexts.subList(0, (int) Math.ceil(part * contexts.size()));
            Map<String, Counts> counts = new LinkedHashMap<>();
            regions.add(counted(replay, some, sorted, counts).stratum(region, units, some.size()));
            counts.forEach((flag, count) -> byFlag.computeIfAbsent(flag, key -> new ArrayList<>())
                    .add(count.stratum(region, units, some.size())));
        });
        return new BlastRadius(regions, byFlag, RadiusSentence.of(regions, sorted.isEmpty()));
    }

    private static Counts counted(
            Replay replay, List<SampledContext> contexts, Set<String> flags, Map<String, Counts> byFlag) {
        Counts all = new Counts();
        flags.forEach(flag -> byFlag.put(flag, new Counts()));
        for (SampledContext context : contexts) {
            Replay.Outcome worst = Replay.Outcome.SAME;
            for (Map.Entry<String, Counts> one : byFlag.entrySet()) {
                Replay.Outcome outcome = replay.of(one.getKey(), context);
                one.getValue().add(outcome);
                // One change is certain, whatever else is not.
                if (outcome == Replay.Outcome.CHANGED || worst == Replay.Outcome.SAME) {
                    worst = outcome;
                }
            }
            all.add(worst);
        }
        return all;
    }

    private static final class Counts {
        private int changed;
        private int unjudged;

        void add(Replay.Outcome outcome) {
            changed += outcome == Replay.Outcome.CHANGED ? 1 : 0;
            unjudged += outcome == Replay.Outcome.UNJUDGED ? 1 : 0;
        }

        Stratum stratum(String region, double units, int contexts) {
            return new Stratum(region, units, contexts, changed, unjudged);
        }
    }

    /** As the API shows it. */
    public ObjectNode json() {
        int contexts = regions.stream().mapToInt(Stratum::contexts).sum();
        int unjudged = regions.stream().mapToInt(Stratum::unjudged).sum();
        ObjectNode view = Json.object().put("contexts", contexts).put("judged", contexts - unjudged);
        if (contexts == 0) {
            return view.putNull("changed").put("sentence", sentence);
        }
        put(view, regions);
        ArrayNode byRegion = view.putArray("byRegion");
        regions.stream()
                .limit(MOST_LISTED)
                .forEach(one -> put(
                        byRegion.addObject()
                                .put("region", one.region().isEmpty() ? null : one.region())
                                .put("contexts", one.contexts()),
                        List.of(one)));
        if (flags.size() > 1) {
            ArrayNode byFlag = view.putArray("byFlag");
            flags.entrySet().stream()
                    .limit(MOST_LISTED)
                    .forEach(one -> put(byFlag.addObject().put("flag", one.getKey()), one.getValue()));
        }
        return view.put("sentence", sentence);
    }

    private static void put(ObjectNode view, List<Stratum> strata) {
        Estimate estimate = Estimate.of(strata);
        view.put("changed", estimate.changed())
                .put("margin", estimate.margin())
                .put("unjudged", estimate.unjudged())
                .put("low", estimate.low())
                .put("high", estimate.high());
    }
}
