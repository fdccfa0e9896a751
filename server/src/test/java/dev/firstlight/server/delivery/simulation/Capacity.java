package dev.firstlight.server.delivery.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Simulates what many streams take, from what was measured, and writes the tables of the page. A system property,
 * {@code capacity.write}, says whether they are written.
 */
public final class Capacity {

    private Capacity() {}

    /**
     * Simulates.
     *
     * @param args the directory of documents
     */
    public static void main(String[] args) throws IOException {
        Path docs = Path.of(args[0]);
        boolean write = Boolean.parseBoolean(System.getProperty("capacity.write", "true"));
        Properties measured = Costs.measured();
        Costs costs = Costs.of(measured);
        CapacityPage page = new CapacityPage(docs.resolve("explanation/capacity.md"), write);
        page.put("measured", Tables.measured(measured, costs));
        page.put("validation", Tables.validation(Validation.all(docs, measured)));
        page.put("relay", MoreTables.fanOutOfRelay(costs));
        page.put("release", MoreTables.release(costs));
        page.put("storms", MoreTables.storms(costs));
        page.put("edge", MoreTables.edge(costs));
        Map<Scenario, Plan.Found> found = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.all(costs)) {
            long start = System.nanoTime();
            found.put(scenario, Plan.find(scenario.world()));
            System.out.printf("%s: %d s%n", scenario.name(), Math.round((System.nanoTime() - start) / 1e9));
        }
        page.put("sizes", Tables.sizes(found, measured));
    }
}
