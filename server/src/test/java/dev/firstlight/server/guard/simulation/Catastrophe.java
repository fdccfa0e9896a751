package dev.firstlight.server.guard.simulation;

import java.util.ArrayList;
import java.util.List;

/** Every fifth treated unit fails, at 5/95 and a hundred units a minute. */
final class Catastrophe implements Scenario {
    private static final double PER_MINUTE = 100;
    // One treated unit a look.
    private static final double STEP = 0.2;
    // Ten seconds until every instance serves the control again.
    private static final double STILL_TREATED = 10 / 60.0 * PER_MINUTE * 0.05;

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String title() {
        return "catastrophe 0.5 → 20 % at 5/95, 100 units a minute: treated units";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<List<Race.Finish>> all = runs.each(number(), Catastrophe::run);
        Spread treated = Harm.treated(all, 0);
        Spread harmed = Spread.of(all, f -> f.get(0).treated() + STILL_TREATED);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.atMost("until rolled back, median", treated, 0.5, 25));
        rows.add(Row.atMost("until rolled back, 90 % of the runs", treated, 0.9, 40));
        rows.add(Row.atMost("10 s later, 99 % of the runs", harmed, 0.99, 60));
        rows.add(Row.of(
                "90 % of the runs", Harm.UNRESTARTED, Harm.treated(all, 5).text(0.9)));
        rows.add(Row.of("median", "GrowthBook, every 10 minutes", Harm.treated(all, 1)));
        rows.add(Row.of("median", "GrowthBook, every 6 hours", Harm.treated(all, 2)));
        rows.add(Row.of("median", "Argo Rollouts", Harm.treated(all, 3)));
        rows.add(Row.of("median", "Flagger", Harm.treated(all, 4)));
        return rows;
    }

    static List<Race.Finish> run(long seed) {
        Setting setting = Setting.harm(Setting.BASE, 0.2)
                .perMinute(PER_MINUTE)
                .split(0.05)
                .everyMinutes(STEP);
        List<Rule> rules = List.of(
                Ours.of(1),
                new GrowthBook(1, 10),
                new GrowthBook(1, 360),
                Threshold.argo(),
                Threshold.flagger(),
                Ours.withoutRestarts(1));
        return Race.run(setting, seed, 24 * 60, rules);
    }
}
