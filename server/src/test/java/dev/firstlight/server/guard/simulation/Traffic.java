package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.metric.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One run: units arrive, are split and have events; a look sees the counters that the server would have. */
final class Traffic {
    static final String[] NAMES = {"nz", "au", "eu", "us", "ap"};
    private static final double[] SIZES = {0.02, 0.08, 0.2, 0.3, 0.4};
    static final int REGIONS = NAMES.length;

    final Setting setting;
    final Dice dice;
    private final List<Cells> stages = new ArrayList<>();
    private final Map<Integer, List<Runnable>> late = new HashMap<>();
    private double minute;
    private int steps;

    Traffic(Setting setting, long seed) {
        this.setting = setting;
        this.dice = new Dice(seed);
        stage(setting.share());
    }

    /** The counters of one stage. */
    static final class Cells {
        final double share;
        final int[][] units = new int[2][REGIONS];
        final int[][][] events;
        final int[][][] arrived;

        Cells(double share, int guards) {
            this.share = share;
            this.events = new int[guards][2][REGIONS];
            this.arrived = new int[guards][2][REGIONS];
        }

        Stratum stratum(int[][] events, int region, int stage) {
            return new Stratum(
                    NAMES[region],
                    stage,
                    share,
                    new Count(units[1][region], events[1][region]),
                    new Count(units[0][region], events[0][region]));
        }
    }

    /** From now on units are exposed in a further stage. */
    void stage(double share) {
        stages.add(new Cells(share, setting.guards()));
    }

    /** Forgets what was counted, as a warm-up is: those units are in no later count either. */
    void forget() {
        stages.clear();
        late.clear();
        stage(setting.share());
    }

    /** Time passes until the next look. */
    void step() {
        steps++;
        minute = steps * setting.step();
        List<Runnable> due = late.remove(steps);
        if (due != null) {
            due.forEach(Runnable::run);
        }
        Cells cells = cells();
        for (int region = 0; region < REGIONS; region++) {
            int arrived = dice.poisson(setting.unitsPerMinute() * SIZES[region] * setting.step());
            int treated = dice.binomial(arrived, cells.share);
            arrive(cells, region, 1, dice.binomial(treated, 1 - setting.lost()));
            arrive(cells, region, 0, arrived - treated);
        }
    }

    private void arrive(Cells cells, int region, int arm, int units) {
        cells.units[arm][region] += units;
        int among = units;
        double before = 1;
        for (int guard = 0; guard < setting.guards() && units > 0; guard++) {
            double rate = setting.truth().rate(guard, region, arm == 1, minute);
            int events = setting.nested() ? dice.binomial(among, rate / before) : dice.binomial(units, rate);
            among = events;
            before = rate;
            happen(cells, guard, arm, region, events);
        }
    }

    /** Counts events of units of these cells, now or after each one's delay. */
    private void happen(Cells cells, int guard, int arm, int region, int events) {
        if (setting.delay() == 0) {
            cells.events[guard][arm][region] += events;
            return;
        }
        for (int i = 0; i < events; i++) {
            int then = steps + (int) Math.ceil(dice.exponential(setting.delay()) / setting.step());
            late.computeIfAbsent(then, step -> new ArrayList<>()).add(() -> {
                cells.events[guard][arm][region]++;
                cells().arrived[guard][arm][region]++;
            });
        }
    }

    double minute() {
        return minute;
    }

    int stages() {
        return stages.size();
    }

    /** Of the current stage. */
    Cells cells() {
        return stages.get(stages.size() - 1);
    }

    long units(int arm) {
        long sum = 0;
        for (Cells cells : stages) {
            for (int n : cells.units[arm]) {
                sum += n;
            }
        }
        return sum;
    }

    long events(int guard, int arm) {
        long sum = 0;
        for (Cells cells : stages) {
            for (int n : cells.events[guard][arm]) {
                sum += n;
            }
        }
        return sum;
    }

    /** Units that come beside the usual ones, all of one arm, and how many of them have the first guard's event. */
    void add(int region, int arm, int units, int events) {
        cells().units[arm][region] += units;
        cells().events[0][arm][region] += events;
    }

    /** Each event where its unit was first exposed. */
    List<Stratum> strata(int guard) {
        return strata(cells -> cells.events[guard]);
    }

    /** Each delayed event in the stage in which it arrives: what not to do. */
    List<Stratum> strataByArrival(int guard) {
        return strata(cells -> cells.arrived[guard]);
    }

    private List<Stratum> strata(Function<Cells, int[][]> events) {
        List<Stratum> strata = new ArrayList<>(stages.size() * REGIONS);
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int region = 0; region < REGIONS; region++) {
                Cells cells = stages.get(stage);
                if (cells.units[0][region] + cells.units[1][region] > 0) {
                    strata.add(cells.stratum(events.apply(cells), region, stage));
                }
            }
        }
        return strata;
    }
}
