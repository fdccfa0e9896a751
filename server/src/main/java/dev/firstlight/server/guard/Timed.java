package dev.firstlight.server.guard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Latency: for each unit whether its one value is above the control's 75th, 95th and 99th percentile of before the
 * release. The first sees a shift of all, the last a tail alone; an average of e-values is an e-value.
 *
 * @param slow units above the 75th percentile
 * @param slower units above the 95th
 * @param slowest units above the 99th
 */
public record Timed(Counted slow, Counted slower, Counted slowest) implements Measured {

    /**
     * Cuts histograms.
     *
     * @param thresholds where, chosen before the release: a threshold that moves with the data is no threshold
     */
    public static Timed of(List<LatencyStratum> strata, LatencyThresholds thresholds) {
        return new Timed(
                above(strata, thresholds.p75()), above(strata, thresholds.p95()), above(strata, thresholds.p99()));
    }

    private static Counted above(List<LatencyStratum> strata, double threshold) {
        return new Counted(strata.stream().map(s -> s.above(threshold)).toList(), LateOnset.begin());
    }

    /** These counters, with the restarts that the evidence has had at an earlier look. */
    public Timed since(Timed earlier) {
        return new Timed(
                new Counted(slow.strata(), earlier.slow.onset()),
                new Counted(slower.strata(), earlier.slower.onset()),
                new Counted(slowest.strata(), earlier.slowest.onset()));
    }

    /** The same counters, with the evidence restarted from here on. */
    public Timed restarted(Worse worse) {
        return new Timed(slow.restarted(worse), slower.restarted(worse), slowest.restarted(worse));
    }

    @Override
    public List<Stratum> strata() {
        return slow.strata();
    }

    @Override
    public String word() {
        return "latency";
    }

    @Override
    public List<List<Stratum>> layers() {
        return List.of(slow.strata(), slower.strata(), slowest.strata());
    }

    /** The threshold that there is most evidence at, in words. */
    Map.Entry<String, Counted> telling(Worse worse) {
        return Stream.of(Map.entry("75th", slow), Map.entry("95th", slower), Map.entry("99th", slowest))
                .max(Comparator.comparingDouble((Map.Entry<String, Counted> e) ->
                        e.getValue().failing(worse).pooled()))
                .orElseThrow();
    }

    @Override
    public Ledger failing(Worse worse) {
        List<Ledger> three =
                Stream.of(slow, slower, slowest).map(c -> c.failing(worse)).toList();
        SortedMap<String, Double> regions = new TreeMap<>();
        for (Map.Entry<String, Double> region : three.get(0).regions().entrySet()) {
            regions.put(region.getKey(), average(three, ledger -> evidence(ledger, region.getKey())));
        }
        return new Ledger(average(three, Ledger::pooled), regions);
    }

    /** The least of the three: to pass is to be no slower at any of them. */
    @Override
    public double lnPassing(Worse worse, double margin) {
        return Math.min(
                slow.lnPassing(worse, margin),
                Math.min(slower.lnPassing(worse, margin), slowest.lnPassing(worse, margin)));
    }

    @Override
    public boolean borneOut(Worse worse) {
        return slow.borneOut(worse);
    }

    private static double evidence(Ledger ledger, String region) {
        Double lnEvidence = ledger.regions().get(region);
        return lnEvidence == null ? 0 : lnEvidence;
    }

    private static double average(List<Ledger> three, ToDoubleFunction<Ledger> lnEvidence) {
        return EProcess.lnMeanExp(three.stream().mapToDouble(lnEvidence).toArray());
    }
}
