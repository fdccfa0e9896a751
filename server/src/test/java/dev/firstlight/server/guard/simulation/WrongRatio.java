package dev.firstlight.server.guard.simulation;

import dev.firstlight.server.guard.Judgement;
import java.util.List;

/** Units that are lost on one side. */
final class WrongRatio implements Scenario {

    private record Crash(boolean failed) {}

    @Override
    public int number() {
        return 12;
    }

    @Override
    public String title() {
        return "sample ratio";
    }

    @Override
    public List<Row> rows(Runs runs) {
        // 48/52 where 50/50 was planned.
        Setting losing = Setting.alike().split(0.5).losing(1 - 48.0 / 52).everyMinutes(0.1);
        List<List<Race.Finish>> lost = runs.each(number(), seed -> Race.run(losing, seed, 120, List.of(new Alarm())));
        List<Crash> crashes = runs.each(number(), WrongRatio::crash);
        Setting alike = Setting.alike().everyMinutes(2);
        List<List<Race.Finish>> balanced =
                runs.each(number(), 5, seed -> Race.run(alike, seed, 72 * 60, List.of(new Alarm())));
        return List.of(
                Row.atMost(
                        "48/52 for 50/50: units of both arms until held, median",
                        Spread.of(lost, f -> f.get(0).units()),
                        0.5,
                        15_000),
                Row.atMost(
                        "the same, 90 % of the runs",
                        Spread.of(lost, f -> f.get(0).units()), 0.9, 15_000),
                Row.atLeast(
                        "a tenth crashes before it is counted, the rest fails ten times as often: failed in 30 minutes",
                        Share.of(crashes, Crash::failed),
                        1),
                Row.atMost(
                        "A/A for 72 h, a look every 2 minutes, five times the runs: alarm",
                        Share.of(balanced, f -> f.get(0).stopped()),
                        0.001));
    }

    private static Crash crash(long seed) {
        Setting setting = Setting.harm(Setting.BASE, 10 * Setting.BASE)
                .split(0.5)
                .losing(0.1)
                .everyMinutes(0.1);
        Ours ours = Ours.of(1);
        boolean failed = Race.run(setting, seed, 30, List.of(ours)).get(0).stopped();
        return new Crash(failed);
    }

    private static final class Alarm implements Rule {
        private final Ours ours = Ours.of(1);

        @Override
        public boolean stops(Traffic traffic) {
            ours.stops(traffic);
            return ours.judged().stream().anyMatch(Judgement::unbalanced);
        }
    }
}
