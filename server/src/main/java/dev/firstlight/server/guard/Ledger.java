package dev.firstlight.server.guard;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/**
 * The evidence of one guard by scope, as natural logarithms.
 *
 * @param pooled all regions together
 * @param regions each region by itself; sorted, so that sums do not depend on the order in which strata come
 */
record Ledger(double pooled, SortedMap<String, Double> regions) {
    /** The scope of all regions; no region has an empty name. */
    static final String POOLED = "";

    /** From what the evidence of each scope is computed of, all regions' under {@link #POOLED}. */
    static <T> Ledger of(Map<String, T> scopes, ToDoubleBiFunction<String, T> lnEvidence) {
        SortedMap<String, Double> regions = new TreeMap<>();
        scopes.forEach((scope, t) -> regions.put(scope, lnEvidence.applyAsDouble(scope, t)));
        Double pooled = regions.remove(POOLED);
        return new Ledger(pooled == null ? 0 : pooled, regions);
    }

    /**
     * A part of the stake on all regions pooled, half of it unless the plan says otherwise, and the rest spread over the
     * regions, so that harm is found where it is alone and looking at many regions costs no more false alarms than
     * looking at one.
     *
     * @param planned how many regions there will ever be, at least as many as are here; those to come have evidence 1
     */
    double total(int planned, Scopes scopes) {
        double sum = pooled + Math.log(scopes.pooled);
        double each = (1 - scopes.pooled) / planned;
        for (double region : regions.values()) {
            sum = EProcess.lnAdd(sum, region + Math.log(each));
        }
        int silent = planned - regions.size();
        return silent <= 0 || each == 0 ? sum : EProcess.lnAdd(sum, Math.log(each * silent));
    }

    /** The scope with the most evidence: a region's name, or {@link #POOLED}. */
    String worst() {
        String worst = POOLED;
        double most = pooled;
        for (Map.Entry<String, Double> region : regions.entrySet()) {
            if (region.getValue() >= most) {
                worst = region.getKey();
                most = region.getValue();
            }
        }
        return worst;
    }
}
