package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Evidence;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.metric.Count;
import java.util.ArrayList;
import java.util.List;

/** Customers of a hundred units that come and fail together, and units of which some send a thousand requests. */
final class Clusters implements Scenario {
    private static final double BURSTS = 0.1;
    private static final double BURST_UNITS = 100;
    private static final double BURST_RATE = 0.5;

    @Override
    public int number() {
        return 10;
    }

    @Override
    public String title() {
        return "clustered and bursty units, A/A for 24 h: rolled back";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<List<Race.Finish>> all = runs.each(
                number(),
                seed -> Race.run(
                        Setting.alike(), seed, 24 * 60, List.of(Ours.of(1), new Requests(seed)), Clusters::burst));
        return List.of(
                Row.atMost("each unit once", Share.of(all, f -> f.get(0).stopped()), 0.01),
                Row.of("each request", "the same test", Share.of(all, f -> f.get(1)
                        .stopped())));
    }

    private static void burst(Traffic traffic) {
        Dice dice = traffic.dice;
        if (dice.happens(BURSTS)) {
            int units = 1 + (int) dice.exponential(BURST_UNITS);
            int region = (int) (dice.uniform() * Traffic.REGIONS);
            int treated = dice.binomial(units, traffic.cells().share);
            traffic.add(region, 1, treated, dice.binomial(treated, BURST_RATE));
            traffic.add(region, 0, units - treated, dice.binomial(units - treated, BURST_RATE));
        }
    }

    /** Counts the failed requests of failing units, whose number has a heavy tail, as if each were a unit. */
    private static final class Requests implements Rule {
        private final Dice dice;
        private final long[][] units = new long[2][Traffic.REGIONS];
        private final long[][] requests = new long[2][Traffic.REGIONS];

        Requests(long seed) {
            this.dice = new Dice(~seed);
        }

        @Override
        public boolean stops(Traffic traffic) {
            List<Stratum> strata = new ArrayList<>();
            Traffic.Cells cells = traffic.cells();
            for (int region = 0; region < Traffic.REGIONS; region++) {
                count(cells, 0, region);
                count(cells, 1, region);
                strata.add(new Stratum(
                        Traffic.NAMES[region], 0, cells.share, arm(cells, 1, region), arm(cells, 0, region)));
            }
            Evidence evidence = new Evidence(new Guard("m", "metric", Ours.MARGIN), strata, false);
            return GuardJudge.judge(List.of(evidence), Traffic.REGIONS).get(0).verdict() == Verdict.FAIL;
        }

        private void count(Traffic.Cells cells, int arm, int region) {
            while (units[arm][region] < cells.events[0][arm][region]) {
                units[arm][region]++;
                requests[arm][region] += (long) Math.min(1_000, dice.pareto(1.3));
            }
        }

        private Count arm(Traffic.Cells cells, int arm, int region) {
            return new Count(cells.units[arm][region], requests[arm][region]);
        }
    }
}
