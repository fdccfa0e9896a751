package dev.firstlight.server.guard.simulation;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Log-normal latencies (σ = ½): all 20 % slower; or 2 % of the units four times as slow. */
final class Latency implements Scenario {
    private static final double SIGMA = 0.5;
    private static final double[] QUANTILES = {0.75, 0.95, 0.99};
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double TAIL = 0.02;

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String title() {
        return "latency: treated units until rolled back, median";
    }

    @Override
    public List<Row> rows(Runs runs) {
        double[] all = new double[3];
        double[] tail = new double[3];
        double[] alike = new double[3];
        for (int i = 0; i < 3; i++) {
            alike[i] = 1 - QUANTILES[i];
            all[i] = slower(QUANTILES[i], 1.2);
            tail[i] = (1 - TAIL) * alike[i] + TAIL * slower(QUANTILES[i], 4);
        }
        return List.of(
                Row.atMost("all 20 % slower", treated(runs, all), 0.5, 1_100),
                Row.atMost("2 % of the units four times as slow", treated(runs, tail), 0.5, 2_100),
                Row.atMost("A/A for 24 h, rolled back", falsely(runs, alike), 0.01));
    }

    private Spread treated(Runs runs, double[] above) {
        Setting setting = setting(above).everyMinutes(0.05);
        return Harm.treated(runs.each(number(), seed -> Race.run(setting, seed, 24 * 60, List.of(Ours.timed()))), 0);
    }

    private Share falsely(Runs runs, double[] above) {
        Setting setting = setting(above);
        return Share.of(
                runs.each(number(), seed -> Race.run(setting, seed, 24 * 60, List.of(Ours.timed()))),
                f -> f.get(0).stopped());
    }

    private static Setting setting(double[] treatment) {
        return Setting.of((guard, region, treated, minute) -> treated ? treatment[guard] : 1 - QUANTILES[guard])
                .nested(3);
    }

    /** How likely a value, so many times as large, is above what was this quantile. */
    private static double slower(double quantile, double times) {
        return NORMAL.survivalProbability(NORMAL.inverseCumulativeProbability(quantile) - Math.log(times) / SIGMA);
    }
}
