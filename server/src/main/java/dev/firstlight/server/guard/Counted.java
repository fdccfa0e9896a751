package dev.firstlight.server.guard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Units that had the event, or not: each unit counts once. A rate (events that may happen to one unit more than once)
 * is judged alike as long as its events are independent of each other, as those of different units are.
 *
 * @param strata at most one for each region and stage; the share of each is the planned one
 * @param onset the restarts of the evidence so far, by the same strata
 */
public record Counted(List<Stratum> strata, LateOnset onset) implements Measured {
    // A catastrophe at a small share has enough evidence after two units; two units are an anecdote.
    private static final long MIN_EVENTS = 5;

    public Counted {
        strata = List.copyOf(strata);
    }

    /** The same counters, with the evidence restarted from here on; to be called every 30 minutes of measuring. */
    public Counted restarted(Worse worse) {
        return new Counted(strata, onset.restart(lnLikelihoods(worse.worse)));
    }

    @Override
    public String word() {
        return "binary";
    }

    @Override
    public List<List<Stratum>> layers() {
        return List.of(strata);
    }

    @Override
    public Ledger failing(Worse worse) {
        return Ledger.of(lnLikelihoods(worse.worse), onset::lnEvidence);
    }

    @Override
    public double lnPassing(Worse worse, double margin) {
        return EProcess.lnPass(strata, worse, margin);
    }

    /** At least five treated units with a bad event; a good event that drops shows in either arm. */
    @Override
    public boolean borneOut(Worse worse) {
        long events = 0;
        for (Stratum s : strata) {
            events += worse == Worse.HIGHER ? s.treatment().events() : s.events();
        }
        return events >= MIN_EVENTS;
    }

    private Map<String, double[]> lnLikelihoods(Bets bets) {
        Map<String, double[]> scopes = new TreeMap<>();
        double[] pooled = scopes.computeIfAbsent(Ledger.POOLED, scope -> new double[bets.count()]);
        byRegion(strata, bets, scopes);
        scopes.forEach((scope, sums) -> {
            if (!scope.equals(Ledger.POOLED)) {
                for (int j = 0; j < sums.length; j++) {
                    pooled[j] += sums[j];
                }
            }
        });
        return scopes;
    }

    private static void byRegion(Collection<Stratum> strata, Bets bets, Map<String, double[]> scopes) {
        for (Stratum s : strata) {
            bets.add(s, scopes.computeIfAbsent(s.region(), region -> new double[bets.count()]));
        }
    }
}
