package dev.firstlight.server.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges guards. A pure function of counters: the same counters give the same verdict, whoever asks, whenever, and
 * however often.
 */
public final class GuardJudge {
    /** Total evidence that stops a release from advancing. */
    public static final double HOLD_AT = 20;
    /** Total evidence that takes a release back. */
    public static final double ROLL_BACK_AT = 100;

    private static final double LN_HOLD_AT = Math.log(HOLD_AT);
    private static final double LN_ROLL_BACK_AT = Math.log(ROLL_BACK_AT);
    private static final double LN_PASS_AT = Math.log(20);

    private GuardJudge() {}

    /**
     * Judges all guards of a release together, because looking at many must not make a false alarm likelier: the
     * evidence is averaged over the hard guards, and in each guard half over all regions pooled and half over each.
     * A signal is judged by itself and can do no more than hold.
     *
     * @param all in the order of the answer; may be empty
     * @param regions how many regions the release will ever treat; fixed before the first look
     */
    public static List<Judgement> judge(List<Evidence> all, int regions) {
        int hard = 0;
        for (Evidence e : all) {
            hard += e.counts() ? 1 : 0;
        }
        List<Judgement> judged = new ArrayList<>(all.size());
        double lnTotal = Double.NEGATIVE_INFINITY;
        for (Evidence e : all) {
            Judgement j = alone(e, regions, e.counts() ? 1.0 / hard : 1);
            judged.add(j);
            if (e.counts() && j.verdict() != Verdict.NO_DATA) {
                lnTotal = EProcess.lnAdd(lnTotal, j.lnFail() + Math.log(j.weight()));
            }
        }
        if (lnTotal >= LN_ROLL_BACK_AT && raise(all, judged, Verdict.FAIL)) {
            return judged;
        }
        if (lnTotal >= LN_HOLD_AT) {
            raise(all, judged, Verdict.HOLD);
        }
        return judged;
    }

    /** Gives the guard that carries most of the total the verdict that the total deserves, if it does not have worse. */
    private static boolean raise(List<Evidence> all, List<Judgement> judged, Verdict verdict) {
        int leader = -1;
        for (int i = 0; i < judged.size(); i++) {
            Evidence e = all.get(i);
            Judgement j = judged.get(i);
            boolean eligible = e.counts()
                    && j.verdict() != Verdict.NO_DATA
                    && (verdict != Verdict.FAIL
                            || e.measured().borneOut(e.guard().worse()));
            if (eligible && (leader < 0 || j.lnFail() > judged.get(leader).lnFail())) {
                leader = i;
            }
        }
        if (leader < 0) {
            return false;
        }
        Judgement j = judged.get(leader);
        if (j.verdict() != Verdict.FAIL && j.verdict() != verdict) {
            judged.set(leader, j.with(verdict, verdict == Verdict.HOLD ? Cause.EVIDENCE : Cause.NONE));
        }
        return true;
    }

    private static Judgement alone(Evidence e, int regions, double weight) {
        Guard guard = e.guard();
        Measured measured = e.measured();
        List<Stratum> strata = measured.strata();
        Ledger ledger = measured.failing(guard.worse());
        int planned = Math.max(regions, Math.max(1, ledger.regions().size()));
        Judgement judgement = new Judgement(
                guard,
                Verdict.UNDECIDED,
                ledger.total(planned, guard.scopes()),
                measured.lnPassing(guard.worse(), guard.margin()),
                weight,
                SampleRatio.off(strata),
                measured,
                scope(strata, ledger.worst()),
                Cause.NONE);
        return verdict(e, judgement);
    }

    /**
     * In this order: what nobody knows is not judged; failure beats whatever is wrong with the measurement, as a crash
     * before logging is both; what holds beats what passes.
     */
    private static Judgement verdict(Evidence e, Judgement j) {
        if (e.measured() instanceof Told told) {
            return told(e, j, told);
        }
        if (e.stale() || !e.compares()) {
            return j.with(Verdict.NO_DATA, Cause.NONE);
        }
        double lnWeighted = j.lnFail() + Math.log(j.weight());
        boolean failed = e.guard().hard() && lnWeighted >= LN_ROLL_BACK_AT;
        if (failed && e.measured().borneOut(e.guard().worse())) {
            return j.with(Verdict.FAIL, Cause.NONE);
        }
        if (lnWeighted >= LN_HOLD_AT) {
            return j.with(Verdict.HOLD, Cause.EVIDENCE);
        }
        if (j.unbalanced()) {
            return j.with(Verdict.HOLD, Cause.SAMPLE_RATIO);
        }
        if (e.unhealthy()) {
            return j.with(Verdict.HOLD, Cause.ENVIRONMENT);
        }
        if (e.spills()) {
            return j.with(Verdict.HOLD, Cause.SPILLOVER);
        }
        return j.with(j.lnPass() >= LN_PASS_AT ? Verdict.PASS : Verdict.UNDECIDED, Cause.NONE);
    }

    /** A signal does not take a release back, whatever it says. */
    private static Judgement told(Evidence e, Judgement j, Told told) {
        if (e.stale()) {
            return j.with(Verdict.NO_DATA, Cause.TOLD);
        }
        boolean onlyHolds = told.verdict() == Verdict.FAIL && !e.guard().hard();
        return j.with(onlyHolds ? Verdict.HOLD : told.verdict(), Cause.TOLD);
    }

    private static List<Stratum> scope(List<Stratum> strata, String region) {
        return region.equals(Ledger.POOLED)
                ? strata
                : strata.stream().filter(s -> s.region().equals(region)).toList();
    }
}
