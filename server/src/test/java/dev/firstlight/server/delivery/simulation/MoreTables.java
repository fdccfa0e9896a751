package dev.firstlight.server.delivery.simulation;

import static dev.firstlight.server.delivery.simulation.Tables.text;

import java.util.List;

/** One thing changed at a time. */
final class MoreTables {

    private static final long SEED = 1;
    private static final double NEAR = 0.001;
    private static final int RUNTIMES = 2_000;

    private MoreTables() {}

    private static World world(Costs costs, int home, double changesPerMinute, double reportEvery, Group group) {
        return new World(
                costs, Machine.usual().withDatabase(64), home, List.of(group), changesPerMinute / 60, reportEvery, 60);
    }

    /** 100,000 at more and more relays. */
    static String fanOutOfRelay(Costs costs) {
        StringBuilder table = new StringBuilder("| streams at a relay | relays | half, ms | 99 %, ms | all, ms | CPU |"
                + " egress of one, MB/s | one is lost: all current after, s |\n|---|---|---|---|---|---|---|---|\n");
        for (int each : new int[] {1_000, 2_500, 5_000, 10_000, 20_000, 40_000}) {
            Group group = Scenario.relayed(costs, 100_000, NEAR).with(Math.max(2, 100_000 / each));
            FanOut.Outcome outcome = FanOut.run(world(costs, 8, 6, World.REPORT_AT_REST, group), SEED);
            Storm.Outcome lost = Storm.run(
                    new Storm.Kind(
                            each,
                            group.nodes() - 1,
                            Integer.MAX_VALUE,
                            0,
                            0,
                            costs.sdk().resume(),
                            costs.sdk().resumeBytes(),
                            costs.refusal()),
                    Machine.usual(),
                    SEED);
            table.append(text(
                    "| %,d | %d | %,.0f | %,.0f | %,.0f | %.0f %% | %,.0f | %.1f |%n",
                    each,
                    group.nodes(),
                    outcome.arrivals().at(0.5) * 1e3,
                    outcome.arrivals().at(0.99) * 1e3,
                    outcome.arrivals().most() * 1e3,
                    outcome.leaves() * 100,
                    outcome.peakNode() / 1e6,
                    lost.all()));
        }
        return table.toString();
    }

    /** What telemetry takes at rest and while a release runs. */
    static String release(Costs costs) {
        StringBuilder table = new StringBuilder(
                "| server SDKs | telemetry every | batches a second | how often each is told to come again |"
                        + " nodes at home | cores of PostgreSQL |\n|---|---|---|---|---|---|\n");
        for (int count : new int[] {1_000, 10_000, 100_000}) {
            for (double every : new double[] {World.REPORT_AT_REST, World.REPORT_WHILE_A_RELEASE_RUNS}) {
                Group group = Scenario.relayed(costs, count, NEAR);
                Plan.Found found = Plan.find(new World(costs, Machine.usual(), 2, List.of(group), 2.0 / 60, every, 60));
                Telemetry.Outcome reports = found.outcome().reports();
                table.append(text(
                        "| %,d | %.0f s | %,.0f | %.2f | %d | %d |%n",
                        count,
                        every,
                        reports.perSecond(),
                        1.0 * reports.refused() / reports.sent(),
                        found.world().home(),
                        found.world().machine().databaseCores()));
            }
        }
        return table.toString();
    }

    static String storms(Costs costs) {
        StreamCost sdk = costs.sdk();
        StringBuilder table = new StringBuilder(
                "| 20,000 come to four nodes, but where it says otherwise | half current after, s | all, s | refusals |\n"
                        + "|---|---|---|---|\n");
        storm(table, "the node is killed", costs, 20_000, 4, 0, sdk.resume(), sdk.resumeBytes());
        storm(
                table,
                "the node says goodbye (`FIRSTLIGHT_DELIVERY_RECONNECTS_PER_SECOND` 1,000)",
                costs,
                20_000,
                4,
                20,
                sdk.resume(),
                sdk.resumeBytes());
        storm(table, "the same, 5,000", costs, 20_000, 4, 4, sdk.resume(), sdk.resumeBytes());
        storm(
                table,
                "the applications themselves are new, each gets 1,000 flags",
                costs,
                20_000,
                4,
                0,
                sdk.open(),
                sdk.openBytes());
        storm(table, "60,000 new applications, to four nodes", costs, 60_000, 4, 0, sdk.open(), sdk.openBytes());
        storm(
                table,
                "20,000 pages, the node is killed",
                costs,
                20_000,
                4,
                0,
                costs.page().open(),
                costs.page().openBytes());
        return table.toString();
    }

    private static void storm(
            StringBuilder table,
            String what,
            Costs costs,
            int readers,
            int gates,
            double within,
            double work,
            double bytes) {
        Storm.Outcome outcome = Storm.run(
                new Storm.Kind(readers, gates, Limit.ROOM, within, 0, work, bytes, costs.refusal()),
                Machine.usual(),
                SEED);
        table.append(text("| %s | %.1f | %.1f | %,d |%n", what, outcome.half(), outcome.all(), outcome.refused()));
    }

    /** Pages behind runtimes at the edge of a CDN. */
    static String edge(Costs costs) {
        StringBuilder table =
                new StringBuilder("| pages | a ruleset may be old, s | a page asks every, s | half, s | 99 %, s |"
                        + " all, s | requests a second at the server | CPU of the server, cores | egress at rest, MB/s |\n"
                        + "|---|---|---|---|---|---|---|---|---|\n");
        for (long pages : new long[] {100_000, 10_000_000}) {
            for (double age : new double[] {5, 30, 60}) {
                Edge.Outcome outcome = Edge.run(new Edge.Kind(RUNTIMES, age, pages, 30, 0.2, 600), SEED);
                table.append(text(
                        "| %,d | %.0f | 30 | %.0f | %.0f | %.0f | %,.0f | %.3f | %.2f |%n",
                        pages,
                        age,
                        outcome.arrivals().at(0.5),
                        outcome.arrivals().at(0.99),
                        outcome.arrivals().most(),
                        outcome.fetchesPerSecond(),
                        outcome.fetchesPerSecond() * costs.same(),
                        outcome.fetchesPerSecond() * Machine.onTheLine(costs.sameBytes()) / 1e6));
            }
        }
        return table.toString();
    }
}
