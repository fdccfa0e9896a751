package dev.firstlight.server.guard.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs scenarios and writes what came out. Settings are system properties: {@code simulation.only}, the numbers of
 * scenarios with commas between; {@code simulation.runs} of each; {@code simulation.threads}; {@code simulation.write},
 * whether the page is written.
 */
public final class Simulation {
    private static final int RUNS = 2_000;

    static final List<Scenario> ALL = List.of(
            new Alike(),
            new Harm(),
            new RareHarm(),
            new Catastrophe(),
            new Latency(),
            new OneRegion(),
            new LowTraffic(),
            new SharedIncident(),
            new DelayedEvents(),
            new Clusters(),
            new LateHarm(),
            new WrongRatio(),
            new Replay(),
            new RollbackLatency());

    private Simulation() {}

    /**
     * Simulates.
     *
     * @param args the page whose generated parts are written
     */
    public static void main(String[] args) throws IOException {
        Runs runs = new Runs(Integer.getInteger("simulation.runs", RUNS), Integer.getInteger("simulation.threads", 2));
        Set<Integer> only = Arrays.stream(
                        System.getProperty("simulation.only", "").split(","))
                .map(String::trim)
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        boolean write = Boolean.parseBoolean(System.getProperty("simulation.write", "true"));
        for (Scenario scenario : ALL) {
            if (only.isEmpty() || only.contains(scenario.number())) {
                long start = System.nanoTime();
                List<Row> rows = scenario.rows(runs);
                String text = Report.text(scenario, rows, runs.count());
                System.out.println(text + Math.round((System.nanoTime() - start) / 1e9) + " s\n");
                if (write) {
                    Report.write(Path.of(args[0]), scenario, text);
                }
            }
        }
    }
}
