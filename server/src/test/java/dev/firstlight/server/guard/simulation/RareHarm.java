package dev.firstlight.server.guard.simulation;

import java.util.ArrayList;
import java.util.List;

/** Events that hardly ever happen; and a small rise of a frequent one, where a test at 5 % on means is quicker. */
final class RareHarm implements Scenario {
    private static final double NONE = 0;
    private static final List<String> OTHERS = List.of(
            Harm.UNRESTARTED, "GrowthBook's test, every look", "GrowthBook, every 10 minutes", "Statsig's mSPRT");

    private record Case(String name, double control, double treatment, double step, double bar) {}

    private static final List<Case> CASES = List.of(
            new Case("0.1 → 0.3 %", 0.001, 0.003, 0.1, 10_000),
            new Case("0.02 → 0.1 %", 0.0002, 0.001, 0.2, 19_000),
            new Case("0 → 0.5 %", 0, 0.005, 0.02, 2_300),
            new Case("2 → 2.4 %", 0.02, 0.024, 0.2, NONE));

    @Override
    public int number() {
        return 3;
    }

    @Override
    public String title() {
        return "rare events, and a small rise, at 50/50: treated units until rolled back, median";
    }

    @Override
    public List<Row> rows(Runs runs) {
        List<Row> rows = new ArrayList<>();
        for (Case c : CASES) {
            Setting setting =
                    Setting.harm(c.control(), c.treatment()).split(0.5).everyMinutes(c.step());
            List<List<Race.Finish>> all = runs.each(
                    number(),
                    seed -> Race.run(
                            setting,
                            seed,
                            6 * 60,
                            List.of(
                                    Ours.of(1),
                                    Ours.withoutRestarts(1),
                                    new GrowthBook(1, 0),
                                    new GrowthBook(1, 10),
                                    new Statsig(1))));
            Spread ours = Harm.treated(all, 0);
            rows.add(c.bar() == NONE ? Row.of(c.name(), Row.OURS, ours) : Row.atMost(c.name(), ours, 0.5, c.bar()));
            for (int i = 0; i < OTHERS.size(); i++) {
                rows.add(Row.of(c.name(), OTHERS.get(i), Harm.treated(all, i + 1)));
            }
        }
        return rows;
    }
}
