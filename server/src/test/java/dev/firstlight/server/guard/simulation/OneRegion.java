package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Evidence;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Only the smallest region fails, which has a fiftieth of the traffic. */
final class OneRegion implements Scenario {
    private static final double HOURS = 8;

    private record Run(Race.Finish finish, Race.Finish pooled, boolean another) {}

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String title() {
        return "only one region of 2 % fails, 0.5 → 2.5 %";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<Row> rows = new ArrayList<>();
        rows(rows, runs, 0.1);
        rows(rows, runs, 0.5);
        return rows;
    }

    private void rows(List<Row> rows, Runs runs, double share) {
        for (int guards : new int[] {1, 10}) {
            String with = (share == 0.5 ? ", 50/50, " : ", 10/90, ") + guards + (guards == 1 ? " guard" : " guards");
            List<Run> all = runs.each(number(), seed -> run(guards, share, seed));
            rows.add(Row.atLeast(
                    "rolled back within 8 h" + with,
                    Share.of(all, r -> r.finish().stopped()),
                    1));
            Spread minutes = Spread.of(all, r -> r.finish().minute());
            rows.add(Row.atMost("minutes, median" + with, minutes, 0.5, guards == 1 ? 55 : 75));
            rows.add(Row.atMost("another region blamed" + with, Share.of(all, Run::another), 0.005));
            if (guards == 1) {
                Share pooled = Share.of(all, r -> r.pooled().stopped());
                rows.add(Row.of("rolled back within 8 h" + with, "all regions pooled alone", pooled));
            }
        }
    }

    private static Run run(int guards, double share, long seed) {
        Setting setting = Setting.of(
                        (guard, region, treated, minute) -> guard == 0 && region == 0 && treated ? 0.025 : Setting.BASE)
                .split(share)
                .guards(guards)
                .everyMinutes(0.5);
        Blame blame = new Blame(guards);
        List<Race.Finish> finishes =
                Race.run(setting, seed, HOURS * 60, guards == 1 ? List.of(blame, new Pooled()) : List.of(blame));
        return new Run(finishes.get(0), finishes.get(finishes.size() - 1), blame.another);
    }

    /** Our judge, noticing whether a region that does not fail ever had the evidence to be taken back alone. */
    private static final class Blame implements Rule {
        private final Ours ours;
        private final double limit;
        private boolean another;

        Blame(int guards) {
            this.ours = Ours.of(guards);
            this.limit = GuardJudge.ROLL_BACK_AT * guards * 2 * Traffic.REGIONS;
        }

        @Override
        public boolean stops(Traffic traffic) {
            boolean stops = ours.stops(traffic);
            for (Judgement j : ours.judged()) {
                for (Stratum s : j.strata()) {
                    another |= !s.region().equals(Traffic.NAMES[0]) && Judgement.evidence(s) >= limit;
                }
            }
            return stops;
        }
    }

    /** Strata as ever, but no region is a scope of its own. */
    private static final class Pooled implements Rule {
        @Override
        public boolean stops(Traffic traffic) {
            List<Stratum> strata = new ArrayList<>();
            for (Stratum s : traffic.strata(0)) {
                strata.add(new Stratum("all", strata.size(), s.share(), s.treatment(), s.control()));
            }
            Evidence evidence = new Evidence(new Guard("m", "metric", Ours.MARGIN), strata, false);
            return GuardJudge.judge(List.of(evidence), 1).get(0).verdict() == Verdict.FAIL;
        }
    }
}
