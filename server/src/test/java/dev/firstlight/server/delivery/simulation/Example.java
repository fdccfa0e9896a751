package dev.firstlight.server.delivery.simulation;

import java.util.List;

/** Costs that are easy to reckon with, for tests. */
final class Example {

    static final double CHANGE = 10e-6;

    private static final StreamCost STREAM =
            new StreamCost(CHANGE, 500, 2e-6, 9, 200e-6, 300_000, 100e-6, 1_000, 7_000);

    static final Costs COSTS = new Costs(
            STREAM,
            STREAM,
            STREAM,
            2e-3,
            2e-3,
            3e-3,
            1e-3,
            0.2e-3,
            1e-3,
            10e-6,
            0,
            new Costs.Report(60e-6, 20e-6, 300, 100),
            50e-6,
            300e6,
            100e6,
            12e-6,
            400,
            20e-6,
            16_000);

    private Example() {}

    static Machine fast() {
        return new Machine(2, 1L << 30, 1e12, 64);
    }

    static World world(Machine machine, int home, double changesPerSecond, Group... groups) {
        return new World(COSTS, machine, home, List.of(groups), changesPerSecond, World.REPORT_AT_REST, 30);
    }

    static Group nodes(int nodes, long streams) {
        return new Group("nodes", COSTS.sdk(), false, nodes, streams, new double[] {0}, false);
    }

    static Group relays(int nodes, long streams, boolean reports) {
        return new Group("relays", COSTS.relayed(), true, nodes, streams, new double[] {0.001, 0.04}, reports);
    }
}
