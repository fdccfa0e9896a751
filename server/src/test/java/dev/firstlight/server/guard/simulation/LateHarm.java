package dev.firstlight.server.guard.simulation;

import java.util.List;

/** A cold start that looks like harm, and harm that begins after four good hours. */
final class LateHarm implements Scenario {
    private static final double WARM_UP = 2;
    private static final double ONSET = 240;

    @Override
    public int number() {
        return 11;
    }

    @Override
    public String title() {
        return "warm-up and late onset, 10/90";
    }

    @Override
    public List<Row> rows(Runs runs) {
        Setting cold = Setting.of(
                (guard, region, treated, minute) -> treated && minute <= WARM_UP ? 5 * Setting.BASE : Setting.BASE);
        List<List<Race.Finish>> warmed =
                runs.each(number(), seed -> Race.run(cold, seed, 12 * 60, List.of(Ours.of(1)), LateHarm::forgetWarmUp));
        List<List<Race.Finish>> counted =
                runs.each(number(), seed -> Race.run(cold, seed, 12 * 60, List.of(Ours.of(1))));
        Setting late = Setting.of(
                (guard, region, treated, minute) -> treated && minute > ONSET ? 3 * Setting.BASE : Setting.BASE);
        List<List<Race.Finish>> onset = runs.each(
                number(),
                seed -> Race.run(
                        late,
                        seed,
                        24 * 60,
                        List.of(Ours.of(1), Ours.withoutRestarts(1), new GrowthBook(1, 0), new Statsig(1))));
        String since = "× 3 after 4 h: treated units since, median";
        return List.of(
                Row.atMost(
                        "× 5 in two minutes of warm-up: rolled back",
                        Share.of(warmed, f -> f.get(0).stopped()),
                        0.01),
                Row.of("the same", "warm-up counted", Share.of(counted, f -> f.get(0)
                        .stopped())),
                Row.atMost(since, since(onset, 0), 0.5, 3_500),
                Row.of(since, "ours without restarts", since(onset, 1)),
                Row.of(since, "GrowthBook's test, every look", since(onset, 2)),
                Row.of(since, "Statsig's mSPRT", since(onset, 3)),
                Row.of(
                        "rolled back before the onset",
                        Row.OURS,
                        Share.of(onset, f -> f.get(0).minute() <= ONSET)));
    }

    private static void forgetWarmUp(Traffic traffic) {
        if (traffic.minute() <= WARM_UP) {
            traffic.forget();
        }
    }

    /** As many as come in that time; a stop before the onset counts as one at it. */
    private static Spread since(List<List<Race.Finish>> runs, int rule) {
        double perMinute = Setting.PER_MINUTE * 0.1;
        return Spread.of(runs, f -> Math.max(0, f.get(rule).minute() - ONSET) * perMinute);
    }
}
