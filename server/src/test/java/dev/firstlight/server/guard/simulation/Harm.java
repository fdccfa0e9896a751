package dev.firstlight.server.guard.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The error rate triples, at three splits; how many units are treated before it is taken back. */
final class Harm implements Scenario {
    private static final double HARMED = 0.015;
    static final String UNRESTARTED = "ours without restarts";
    private static final List<String> OTHERS = List.of(
            UNRESTARTED,
            "GrowthBook's test, every look",
            "GrowthBook, every 10 minutes",
            "Statsig's mSPRT",
            "Kayenta",
            "Argo Rollouts",
            "Flagger");

    private String chart = "";

    private record Split(String name, double share, double step, double bar, double barOfTen) {}

    private static final List<Split> SPLITS = List.of(
            new Split("50/50", 0.5, 0.02, 2_100, 3_400),
            new Split("10/90", 0.1, 0.05, 1_100, 1_700),
            new Split("1/99", 0.01, 0.2, 1_000, 1_600));

    @Override
    public int number() {
        return 2;
    }

    @Override
    public String title() {
        return "0.5 → 1.5 %: treated units until rolled back, median";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<Row> rows = new ArrayList<>();
        Map<String, List<Double>> bars = new LinkedHashMap<>();
        for (Split split : SPLITS) {
            Setting setting =
                    Setting.harm(Setting.BASE, HARMED).split(split.share()).everyMinutes(split.step());
            List<List<Race.Finish>> one = runs.each(number(), seed -> Race.run(setting, seed, 24 * 60, rules()));
            rows.add(Row.atMost(split.name() + ", 1 guard", treated(one, 0), 0.5, split.bar()));
            bars.computeIfAbsent(Row.OURS, name -> new ArrayList<>())
                    .add(treated(one, 0).median());
            for (int i = 0; i < OTHERS.size(); i++) {
                rows.add(Row.of(split.name() + ", 1 guard", OTHERS.get(i), treated(one, i + 1)));
                bars.computeIfAbsent(OTHERS.get(i), name -> new ArrayList<>())
                        .add(treated(one, i + 1).median());
            }
            Setting ten = setting.guards(10).everyMinutes(2 * split.step());
            List<List<Race.Finish>> many = runs.each(
                    number(), seed -> Race.run(ten, seed, 24 * 60, List.of(Ours.of(10), Ours.withoutRestarts(10))));
            rows.add(Row.atMost(split.name() + ", 10 guards", treated(many, 0), 0.5, split.barOfTen()));
            rows.add(Row.of(split.name() + ", 10 guards", UNRESTARTED, treated(many, 1)));
        }
        List<String> names = SPLITS.stream().map(Split::name).toList();
        chart = Chart.bars("Treated units until 0.5 → 1.5 % is rolled back, median", names, bars);
        return rows;
    }

    @Override
    public String chart() {
        return chart;
    }

    private static List<Rule> rules() {
        return List.of(
                Ours.of(1),
                Ours.withoutRestarts(1),
                new GrowthBook(1, 0),
                new GrowthBook(1, 10),
                new Statsig(1),
                new Kayenta(),
                Threshold.argo(),
                Threshold.flagger());
    }

    static Spread treated(List<List<Race.Finish>> runs, int rule) {
        return Spread.of(runs, finishes -> finishes.get(rule).treated());
    }
}
