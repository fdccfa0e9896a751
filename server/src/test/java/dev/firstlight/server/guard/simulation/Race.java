package dev.firstlight.server.guard.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several rules that look at the same units until each has stopped, or time is up. */
final class Race {
    private Race() {}

    /**
     * Where a rule stopped.
     *
     * @param minute positive infinity if it did not
     * @param treated treated units counted by then
     * @param units in both arms
     */
    record Finish(double minute, double treated, double units) {
        static final Finish NEVER =
                new Finish(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean stopped() {
            return minute < Double.POSITIVE_INFINITY;
        }
    }

    static List<Finish> run(Setting setting, long seed, double minutes, List<? extends Rule> rules) {
        return run(setting, seed, minutes, rules, traffic -> {});
    }

    /**
     * Runs.
     *
     * @param script what happens to the world before a look
     */
    static List<Finish> run(
            Setting setting, long seed, double minutes, List<? extends Rule> rules, Consumer<Traffic> script) {
        Traffic traffic = new Traffic(setting, seed);
        List<Finish> finishes = new ArrayList<>();
        rules.forEach(rule -> finishes.add(Finish.NEVER));
        int running = rules.size();
        while (running > 0 && traffic.minute() < minutes - 1e-9) {
            traffic.step();
            script.accept(traffic);
            for (int i = 0; i < rules.size(); i++) {
                if (!finishes.get(i).stopped() && rules.get(i).stops(traffic)) {
                    long treated = traffic.units(1);
                    finishes.set(i, new Finish(traffic.minute(), treated, treated + traffic.units(0)));
                    running--;
                }
            }
        }
        return finishes;
    }
}
