package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Counted;
import dev.firstlight.server.guard.Evidence;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.LateOnset;
import dev.firstlight.server.guard.Measured;
import dev.firstlight.server.guard.Timed;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.guard.Worse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The judge itself, with all that a release gives it: every region a scope, restarts every thirty minutes. */
final class Ours implements Rule {
    private static final double RESTART_MINUTES = 30;
    static final double MARGIN = 0.5;

    private final LateOnset[] onsets;
    private final boolean restarting;
    private final boolean timed;
    private double restarted;
    private boolean held;
    private List<Judgement> judged = List.of();

    private Ours(int measured, boolean restarting, boolean timed) {
        this.onsets = new LateOnset[measured];
        Arrays.fill(onsets, restarting ? LateOnset.begin() : LateOnset.NEVER);
        this.restarting = restarting;
        this.timed = timed;
    }

    static Ours of(int guards) {
        return new Ours(guards, true, false);
    }

    static Ours withoutRestarts(int guards) {
        return new Ours(guards, false, false);
    }

    /** The traffic's three nested events are one latency guard's thresholds. */
    static Ours timed() {
        return new Ours(3, true, true);
    }

    @Override
    public boolean stops(Traffic traffic) {
        List<Counted> counted = new ArrayList<>(onsets.length);
        for (int i = 0; i < onsets.length; i++) {
            counted.add(new Counted(traffic.strata(i), onsets[i]));
        }
        judged = GuardJudge.judge(evidence(counted), Traffic.REGIONS);
        if (restarting && traffic.minute() - restarted >= RESTART_MINUTES) {
            restarted = traffic.minute();
            for (int i = 0; i < onsets.length; i++) {
                onsets[i] = counted.get(i).restarted(Worse.HIGHER).onset();
            }
        }
        held |= any(Verdict.HOLD);
        return any(Verdict.FAIL);
    }

    private List<Evidence> evidence(List<Counted> counted) {
        if (timed) {
            return List.of(evidence(0, new Timed(counted.get(0), counted.get(1), counted.get(2))));
        }
        List<Evidence> all = new ArrayList<>(counted.size());
        for (int i = 0; i < counted.size(); i++) {
            all.add(evidence(i, counted.get(i)));
        }
        return all;
    }

    private static Evidence evidence(int guard, Measured measured) {
        return new Evidence(new Guard("m" + guard, "metric", MARGIN), measured, false, null);
    }

    /** The last look's. */
    List<Judgement> judged() {
        return judged;
    }

    boolean any(Verdict verdict) {
        for (Judgement j : judged) {
            if (j.verdict() == verdict) {
                return true;
            }
        }
        return false;
    }

    /** Whether any look held. */
    boolean held() {
        return held;
    }
}
