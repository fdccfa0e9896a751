package dev.firstlight.server.delivery.simulation;

import java.util.List;

/** A number of connected SDKs, of kinds, and where they are. */
record Scenario(String name, String words, World world) {

    /** Seconds one way: in a region, to the next continent, to the other side; assumed. */
    private static final double NEAR = 0.001;

    private static final double NEXT = 0.040;
    private static final double FAR = 0.120;

    private static final double SECONDS = 60;
    private static final long MANY = 1_000_000;

    static List<Scenario> all(Costs costs) {
        return List.of(
                new Scenario(
                        "1,000",
                        "server SDKs in one region, two changes a minute",
                        world(costs, 0, 2, servers(costs, 1_000))),
                new Scenario(
                        "100,000",
                        "server SDKs in three regions behind relays, six changes a minute",
                        world(costs, 2, 6, relayed(costs, 100_000, NEAR, NEXT, FAR))),
                new Scenario(
                        "100,000 mixed",
                        "20,000 of those, and 80,000 pages with streams",
                        world(costs, 2, 6, relayed(costs, 20_000, NEAR, NEXT, FAR), pages(costs, 80_000))),
                new Scenario(
                        "10,000,000",
                        "server SDKs in five regions behind relays, six changes a minute",
                        world(costs, 2, 6, relayed(costs, 10_000_000, NEAR, NEXT, NEXT, FAR, FAR))),
                new Scenario(
                        "10,000,000 mixed",
                        "200,000 of those, and 9,800,000 pages with streams",
                        world(
                                costs,
                                2,
                                6,
                                relayed(costs, 200_000, NEAR, NEXT, NEXT, FAR, FAR),
                                pages(costs, 9_800_000))));
    }

    private static World world(Costs costs, int home, double changesPerMinute, Group... groups) {
        return new World(
                costs, Machine.usual(), home, List.of(groups), changesPerMinute / 60, World.REPORT_AT_REST, SECONDS);
    }

    private static Group servers(Costs costs, long streams) {
        return new Group("nodes", costs.sdk(), false, 2, streams, new double[] {NEAR}, true);
    }

    static Group relayed(Costs costs, long streams, double... away) {
        return new Group("relays", costs.relayed(), true, 2, streams, away, true);
    }

    /** Their telemetry is off unless a page asks for it, and is not in here. */
    private static Group pages(Costs costs, long streams) {
        return new Group("nodes for pages", costs.page(), false, 2, streams, new double[] {NEAR, NEXT, FAR}, false);
    }
}
