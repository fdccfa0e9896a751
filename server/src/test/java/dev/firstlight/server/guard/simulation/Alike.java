package dev.firstlight.server.guard.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nothing is wrong, for three days, and everybody looks every minute. */
final class Alike implements Scenario {
    private static final int GUARDS = 10;
    private static final double HOURS = 72;
    private static final List<String> OTHERS = List.of(
            "GrowthBook's test, every look, 10 guards",
            "GrowthBook's test, every look, 1 guard",
            "GrowthBook, every 10 minutes, 10 guards",
            "Statsig's mSPRT, 10 guards",
            "Statsig's mSPRT, 1 guard",
            "naive z-test, 1 guard",
            "Kayenta, 1 guard",
            "Argo Rollouts, 1 guard",
            "Flagger, 1 guard");

    private String chart = "";

    private record Run(boolean held, List<Race.Finish> finishes) {}

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String title() {
        return "A/A for 72 h, 10 guards × 5 regions, a look every minute";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<Run> all = runs.each(number(), Alike::run);
        List<Row> rows = new ArrayList<>();
        rows.add(
                Row.atMost("rolled back", Share.of(all, r -> r.finishes().get(0).stopped()), 0.01));
        rows.add(Row.atMost("held, at any time", Share.of(all, Run::held), 0.05));
        Map<String, double[]> lines = new LinkedHashMap<>();
        lines.put(Row.OURS + ", 10 guards", stops(all, 0));
        for (int i = 0; i < OTHERS.size(); i++) {
            int rule = i + 1;
            rows.add(Row.of("rolled back", OTHERS.get(i), Share.of(all, r -> r.finishes()
                    .get(rule)
                    .stopped())));
            lines.put(OTHERS.get(i), stops(all, rule));
        }
        chart = Chart.stopped("Share of harmless releases that are rolled back", HOURS, lines);
        return rows;
    }

    @Override
    public String chart() {
        return chart;
    }

    static boolean rolledBack(long seed, double hours) {
        Setting setting = Setting.alike().guards(GUARDS);
        return Race.run(setting, seed, hours * 60, List.of(Ours.of(GUARDS)))
                .get(0)
                .stopped();
    }

    private static Run run(long seed) {
        Ours ours = Ours.of(GUARDS);
        List<Rule> rules = List.of(
                ours,
                new GrowthBook(GUARDS, 0),
                new GrowthBook(1, 0),
                new GrowthBook(GUARDS, 10),
                new Statsig(GUARDS),
                new Statsig(1),
                new Naive(),
                new Kayenta(),
                Threshold.argo(),
                Threshold.flagger());
        List<Race.Finish> finishes = Race.run(Setting.alike().guards(GUARDS), seed, HOURS * 60, rules);
        return new Run(ours.held(), finishes);
    }

    private static double[] stops(List<Run> all, int rule) {
        return all.stream()
                .mapToDouble(r -> r.finishes().get(rule).minute() / 60)
                .toArray();
    }
}
