package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Verdict;
import java.time.Duration;
import java.util.List;

/** A handful of units a minute, and one in five minutes. */
final class LowTraffic implements Scenario {
    private static final double DAYS = 3;

    private record Quiet(boolean rolledBack, boolean undecided, boolean foretold, boolean anyEvent) {}

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String title() {
        return "low traffic";
    }

    @Override
    public List<Row> rows(Runs runs) {
        Setting few = Setting.harm(Setting.BASE, 0.2).perMinute(5).everyMinutes(0.2);
        List<List<Race.Finish>> harmed =
                runs.each(number(), seed -> Race.run(few, seed, DAYS * 24 * 60, List.of(Ours.of(1))));
        List<Quiet> quiet = runs.each(number(), LowTraffic::quiet);
        List<Quiet> known = quiet.stream().filter(Quiet::anyEvent).toList();
        return List.of(
                Row.atMost(
                        "5 a minute, 0.5 → 20 % at 10/90: units of both arms, median",
                        Spread.of(harmed, f -> f.get(0).units()), 0.5, 280),
                Row.atMost("0.2 a minute, A/A for 72 h: rolled back", Share.of(quiet, Quiet::rolledBack), 0),
                Row.of("the same: undecided at the end", Row.OURS, Share.of(quiet, Quiet::undecided)),
                Row.atLeast("with a predicted time, once there was an event", Share.of(known, Quiet::foretold), 1));
    }

    private static Quiet quiet(long seed) {
        Ours ours = Ours.of(1);
        Setting setting = Setting.alike().perMinute(0.2).everyMinutes(5);
        Traffic[] world = new Traffic[1];
        boolean rolledBack = Race.run(setting, seed, DAYS * 24 * 60, List.of(ours), t -> world[0] = t)
                .get(0)
                .stopped();
        boolean foretold = ours.judged().get(0).passesIn(Duration.ofDays((long) DAYS)) != null;
        boolean anyEvent = world[0].events(0, 0) + world[0].events(0, 1) > 0;
        return new Quiet(rolledBack, ours.any(Verdict.UNDECIDED), foretold, anyEvent);
    }
}
