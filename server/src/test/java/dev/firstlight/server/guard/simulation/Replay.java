package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Evidence;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.metric.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The same units again: in other batches, in another order, each batch up to three times, and while nobody reports. */
final class Replay implements Scenario {
    private static final int UNITS = 2_000;

    private record Unit(int id, int region, Arm arm, boolean event) {}

    private record Run(boolean same, boolean quiet) {}

    @Override
    public int number() {
        return 13;
    }

    @Override
    public String title() {
        return "batches cut anew, doubled and reordered; a silent source";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<Run> all = runs.each(number(), Replay::run);
        return List.of(
                Row.atLeast("evidence and verdict identical to the last bit", Share.of(all, Run::same), 1),
                Row.atLeast("no verdict but NO DATA while the source is silent", Share.of(all, Run::quiet), 1),
                Row.of(
                        "counter resets, NaN, leaders killed or doubled, clocks ± 10 minutes",
                        Row.OURS,
                        "not here: a matter of the ticker and of sources, whose tests are theirs"));
    }

    private static Run run(long seed) {
        Dice dice = new Dice(seed);
        double harm = dice.uniform() * 0.1;
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            Arm arm = dice.happens(0.1) ? Arm.TREATMENT : Arm.CONTROL;
            boolean event = dice.happens(arm == Arm.TREATMENT ? harm : Setting.BASE);
            units.add(new Unit(i, (int) (dice.uniform() * Traffic.REGIONS), arm, event));
        }
        Judgement once = judge(List.of(units), false);
        Judgement again = judge(replayed(units, seed), false);
        boolean same =
                once.equals(again) && Double.doubleToLongBits(once.lnFail()) == Double.doubleToLongBits(again.lnFail());
        return new Run(same, judge(List.of(units), true).verdict() == Verdict.NO_DATA);
    }

    private static List<List<Unit>> replayed(List<Unit> units, long seed) {
        Random random = new Random(seed);
        List<Unit> shuffled = new ArrayList<>(units);
        Collections.shuffle(shuffled, random);
        List<List<Unit>> batches = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(200));
            batches.addAll(Collections.nCopies(1 + random.nextInt(3), shuffled.subList(from, to)));
            from = to;
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Counts each unit once, as the server does, merges batch by batch, and judges. */
    private static Judgement judge(List<List<Unit>> batches, boolean stale) {
        Set<Integer> known = new HashSet<>();
        Tally tally = Tally.EMPTY;
        for (List<Unit> batch : batches) {
            Map<Cell, Count> cells = new HashMap<>();
            for (Unit unit : batch) {
                if (known.add(unit.id())) {
                    Cell cell = new Cell(Traffic.NAMES[unit.region()], 0, unit.arm());
                    cells.merge(cell, new Count(1, unit.event() ? 1 : 0), Count::plus);
                }
            }
            tally = tally.plus(new Tally(cells));
        }
        Map<String, Double> shares = new TreeMap<>();
        for (String region : Traffic.NAMES) {
            shares.put(region, 0.1);
        }
        List<Stratum> strata = Stratum.of(tally, List.of(shares));
        return GuardJudge.judge(
                        List.of(new Evidence(new Guard("m", "metric", Ours.MARGIN), strata, stale)), Traffic.REGIONS)
                .get(0);
    }
}
