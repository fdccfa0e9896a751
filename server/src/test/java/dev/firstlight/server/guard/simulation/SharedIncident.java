package dev.firstlight.server.guard.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What happens to both arms alike is not the release's doing. */
final class SharedIncident implements Scenario {
    private static final List<String> OTHERS =
            List.of("GrowthBook's test, every look", "Statsig's mSPRT", "Kayenta", "Argo Rollouts", "Flagger");

    @Override
    public int number() {
        return 8;
    }

    @Override
    public String title() {
        return "what hits both arms, 12 h: rolled back";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<Row> rows = new ArrayList<>();
        Setting incident = Setting.of(
                (guard, region, treated, minute) -> minute > 240 && minute <= 270 ? 6 * Setting.BASE : Setting.BASE);
        rows(rows, "30 minutes of six times the rate", runs.each(number(), seed -> run(incident, seed, t -> {})));
        // While the release goes 10 → 50 → 90 %, the rate climbs from 0.5 to 2 %: night turns to day.
        Setting drift =
                Setting.of((guard, region, treated, minute) -> Setting.BASE * (1 + 3 * Math.min(1, minute / 360)));
        rows(
                rows,
                "a ramp while the rate of both climbs fourfold",
                runs.each(
                        number(),
                        seed -> run(drift, seed, t -> {
                            ramp(t, 120, 0.5);
                            ramp(t, 240, 0.9);
                        })));
        return rows;
    }

    private static void rows(List<Row> rows, String what, List<List<Race.Finish>> all) {
        rows.add(Row.atMost(what, Share.of(all, f -> f.get(0).stopped()), 0.01));
        for (int i = 0; i < OTHERS.size(); i++) {
            int rule = i + 1;
            rows.add(Row.of(what, OTHERS.get(i), Share.of(all, f -> f.get(rule).stopped())));
        }
    }

    static void ramp(Traffic traffic, double minute, double share) {
        if (Math.abs(traffic.minute() - minute) < traffic.setting.step() / 2) {
            traffic.stage(share);
        }
    }

    private static List<Race.Finish> run(Setting setting, long seed, Consumer<Traffic> script) {
        List<Rule> rules = List.of(
                Ours.of(1), new GrowthBook(1, 0), new Statsig(1), new Kayenta(), Threshold.argo(), Threshold.flagger());
        return Race.run(setting, seed, 12 * 60, rules, script);
    }
}
