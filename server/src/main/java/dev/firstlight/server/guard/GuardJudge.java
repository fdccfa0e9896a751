package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges guards. A pure function of counters: the same counters give the same verdict, whoever asks, whenever, and
 * however often.
 */
public final class GuardJudge {
    /** Total evidence that stops a release from advancing. */
    public static final double HOLD_AT = 20;
    /** Total evidence that takes a release back. */
    public static final double ROLL_BACK_AT = 100;

    private static final double PASS_AT = 20;
    private static final long MIN_EVENTS = 5;

    private GuardJudge() {}

    /**
     * Judges all guards of a release together, because looking at many must not make a false alarm likelier: the
     * evidence is averaged over the guards, and in each guard half over all regions pooled and half over each.
     *
     * @param regions how many regions the release will ever treat; fixed before the first look
     */
    public static List<Judgement> judge(List<Evidence> all, int regions) {
        List<Judgement> judged = all.stream()
                .map(e -> alone(e, regions, 1.0 / all.size()))
                .collect(Collectors.toCollection(ArrayList::new));
        double lnTotal = EProcess.lnMeanExp(judged.stream()
                .mapToDouble(j -> j.verdict() == Verdict.NO_DATA ? Double.NEGATIVE_INFINITY : j.lnFail())
                .toArray());
        if (lnTotal >= Math.log(ROLL_BACK_AT) && raise(judged, Verdict.FAIL)) {
            return judged;
        }
        if (lnTotal >= Math.log(HOLD_AT)) {
            raise(judged, Verdict.HOLD);
        }
        return judged;
    }

    /** Gives the guard that carries most of the total the verdict that the total deserves, if it does not have worse. */
    private static boolean raise(List<Judgement> judged, Verdict verdict) {
        return judged.stream()
                .filter(j -> j.verdict() != Verdict.NO_DATA)
                .filter(j -> verdict != Verdict.FAIL || enoughEvents(j.strata()))
                .max(Comparator.comparingDouble(Judgement::lnFail))
                .map(leader -> {
                    if (leader.verdict() != Verdict.FAIL) {
                        judged.set(judged.indexOf(leader), leader.with(verdict));
                    }
                    return true;
                })
                .orElse(false);
    }

    private static Judgement alone(Evidence e, int regions, double weight) {
        List<Stratum> strata = e.strata();
        double lnPooled = EProcess.lnFail(strata);
        double lnSum = lnPooled + Math.log(0.5);
        double lnWorst = lnPooled;
        List<Stratum> scope = strata;
        Map<String, List<Stratum>> byRegion =
                strata.stream().collect(Collectors.groupingBy(Stratum::region, TreeMap::new, Collectors.toList()));
        int planned = Math.max(regions, Math.max(1, byRegion.size()));
        for (List<Stratum> region : byRegion.values()) {
            double lnRegion = EProcess.lnFail(region);
            lnSum = lnAdd(lnSum, lnRegion + Math.log(0.5 / planned));
            if (lnRegion >= lnWorst) {
                lnWorst = lnRegion;
                scope = region;
            }
        }
        int silent = planned - byRegion.size();
        double lnFail = silent == 0 ? lnSum : lnAdd(lnSum, Math.log(0.5 * silent / planned));
        double lnPass = EProcess.lnPass(strata, 1 + e.guard().margin());
        boolean unbalanced = SampleRatio.off(strata);
        Judgement judgement =
                new Judgement(e.guard(), Verdict.UNDECIDED, lnFail, lnPass, weight, unbalanced, strata, scope);
        return judgement.with(verdict(e, judgement));
    }

    private static Verdict verdict(Evidence e, Judgement j) {
        if (e.stale() || !bothArms(j.strata())) {
            return Verdict.NO_DATA;
        }
        double lnWeighted = j.lnFail() + Math.log(j.weight());
        if (lnWeighted >= Math.log(ROLL_BACK_AT) && enoughEvents(j.strata())) {
            return Verdict.FAIL;
        }
        if (lnWeighted >= Math.log(HOLD_AT) || j.unbalanced()) {
            return Verdict.HOLD;
        }
        return j.lnPass() >= Math.log(PASS_AT) ? Verdict.PASS : Verdict.UNDECIDED;
    }

    private static boolean bothArms(List<Stratum> strata) {
        Rates rates = Rates.of(strata);
        return rates.treatment().units() > 0 && rates.control().units() > 0;
    }

    private static boolean enoughEvents(List<Stratum> strata) {
        return strata.stream().map(Stratum::treatment).mapToLong(Count::events).sum() >= MIN_EVENTS;
    }

    private static double lnAdd(double a, double b) {
        return EProcess.lnMeanExp(a, b) + Math.log(2);
    }
}
