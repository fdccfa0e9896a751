package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Evidence;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import java.util.List;

/** Events come twenty minutes after the exposure, on average, while the release goes 5 → 50 → 95 % hour by hour. */
final class DelayedEvents implements Scenario {
    private static final double DELAY = 20;
    private static final double PASS_AT = 20;

    private record Run(boolean rolledBack, boolean passed, boolean passedByArrival) {}

    @Override
    public int number() {
        return 9;
    }

    @Override
    public String title() {
        return "events delayed by 20 minutes on a ramp 5 → 50 → 95 %";
    }

    @Override
    public List<Row> rows(Runs runs) {
        Setting alike = Setting.alike().split(0.05).delayed(DELAY);
        Setting margin = Setting.harm(Setting.BASE, Setting.BASE * (1 + Ours.MARGIN))
                .split(0.05)
                .delayed(DELAY);
        List<Run> harmless = runs.each(number(), seed -> run(alike, seed));
        List<Run> harmful = runs.each(number(), seed -> run(margin, seed));
        return List.of(
                Row.atMost("A/A: rolled back", Share.of(harmless, Run::rolledBack), 0.01),
                Row.atMost("harm exactly at the margin: passed, ever", Share.of(harmful, Run::passed), 0.05),
                Row.of("A/A: passed", Row.OURS, Share.of(harmless, Run::passed)),
                Row.of(
                        "harm exactly at the margin: passed, ever",
                        "events where they arrive",
                        Share.of(harmful, Run::passedByArrival)));
    }

    private static Run run(Setting setting, long seed) {
        Ours ours = Ours.of(1);
        boolean[] passed = new boolean[2];
        Rule pass = traffic -> {
            passed[0] |= passes(traffic.strata(0));
            passed[1] |= passes(traffic.strataByArrival(0));
            return false;
        };
        List<Race.Finish> finishes = Race.run(setting, seed, 6 * 60, List.of(ours, pass), traffic -> {
            SharedIncident.ramp(traffic, 60, 0.5);
            SharedIncident.ramp(traffic, 120, 0.95);
        });
        return new Run(finishes.get(0).stopped(), passed[0], passed[1]);
    }

    private static boolean passes(List<Stratum> strata) {
        Evidence evidence = new Evidence(new Guard("m", "metric", Ours.MARGIN), strata, false);
        Judgement judged = GuardJudge.judge(List.of(evidence), Traffic.REGIONS).get(0);
        return judged.passEvidence() >= PASS_AT;
    }
}
