package dev.firstlight.server.delivery.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was measured, and what came out for each size, as tables. */
final class Tables {

    private static final double DAY = 86_400;
    /** Of a node: application.properties has 16 and 16, 2 for migrations; and one listens. */
    private static final int MOST_CONNECTIONS = 35;

    private Tables() {}

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String measured(Properties measured, Costs costs) {
        Function<StreamCost, String> row = cost -> text(
                "| %.1f | %,.0f | %.1f | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f | %.1f |%n",
                cost.change() * 1e6,
                cost.changeBytes(),
                cost.comment() * 1e6,
                cost.commentBytes(),
                cost.open() * 1e6,
                cost.openBytes(),
                cost.resume() * 1e6,
                cost.resumeBytes(),
                cost.memory() / 1024);
        return text(
                        "| one stream of | a change, µs | bytes | a comment, µs | bytes | opened with everything, µs | bytes |")
                + " resumed, µs | bytes | resident KB |\n|---|---|---|---|---|---|---|---|---|---|\n"
                + "| a server SDK at a node, 1,000 flags " + row.apply(costs.sdk())
                + "| a server SDK at a relay, 1,000 flags " + row.apply(costs.relayed())
                + "| a page at a node, 20 of 100 flags " + row.apply(costs.page())
                + text(
                        """

                        | one | on its node, µs | in PostgreSQL, µs | bytes ahead (WAL) | bytes of disk |
                        |---|---|---|---|---|
                        | edit of a flag of 1,000 | %,.0f | %,.0f | %,.0f | %,.0f |
                        | change, at each further node | %,.0f | %,.0f | | |
                        | change, at a relay | %,.0f | | | |
                        | batch of telemetry with 5 counts | %,.0f | %,.0f | %,.0f | %,.0f |
                        | batch that only says what is served | %,.0f | %,.0f | %,.0f | %,.0f |
                        | batch that a relay passes on | %,.0f | | | |
                        | ruleset of 1,000 flags, gzip, %,.0f bytes | %,.0f | | | |
                        | answer that nothing has changed, %,.0f bytes | %,.0f | | | |
                        | second of a node at rest | %,.0f | %,.0f | | |

                        A node at rest has %.0f connections to PostgreSQL and %.1f transactions a second; a server without streams
                        %,.0f MB resident, a relay %,.0f MB. On %s, OpenJDK %s, %s cores.
                        """,
                        number(measured, "edit.server.micros"),
                        number(measured, "one.edit.database.micros"),
                        number(measured, "edit.wal.bytes"),
                        number(measured, "edit.disk.bytes"),
                        costs.publish() * 1e6,
                        costs.publishDatabase() * 1e6,
                        costs.relayPublish() * 1e6,
                        costs.counts().server() * 1e6,
                        costs.counts().database() * 1e6,
                        costs.counts().wal(),
                        costs.counts().disk(),
                        number(measured, "receipt.server.micros"),
                        number(measured, "receipt.database.micros"),
                        number(measured, "receipt.wal.bytes"),
                        number(measured, "receipt.disk.bytes"),
                        costs.forward() * 1e6,
                        costs.wholeBytes(),
                        costs.whole() * 1e6,
                        costs.sameBytes(),
                        costs.same() * 1e6,
                        number(measured, "node.rest.micros"),
                        costs.restDatabase() * 1e6,
                        connectionsAtRest(measured),
                        number(measured, "one.rest.transactions"),
                        costs.baseMemory() / (1 << 20),
                        costs.relayBaseMemory() / (1 << 20),
                        measured.getProperty("measured.on"),
                        measured.getProperty("measured.java"),
                        measured.getProperty("measured.cores"));
    }

    private static double number(Properties measured, String name) {
        return Costs.number(measured, name);
    }

    /** Two nodes were there. */
    private static double connectionsAtRest(Properties measured) {
        return number(measured, "node.connections.rest") / 2;
    }

    static String validation(List<Validation.Pair> pairs) {
        return "| | measured, ms | simulated, ms | |\n|---|---|---|---|\n"
                + pairs.stream()
                        .map(pair -> text(
                                "| %s | %,.0f | %,.0f | %.2f × |%n",
                                pair.what(), pair.measured(), pair.simulated(), pair.simulated() / pair.measured()))
                        .collect(Collectors.joining());
    }

    static String sizes(Map<Scenario, Plan.Found> found, Properties measured) {
        StringBuilder table = new StringBuilder("| |");
        found.keySet()
                .forEach(scenario -> table.append(" **").append(scenario.name()).append("** |"));
        table.append("\n|---|").append("---|".repeat(found.size())).append('\n');
        row(table, found, "what they are", (scenario, all) -> scenario.words());
        row(
                table,
                found,
                "nodes at home",
                (scenario, all) -> all.world().home() == 0
                        ? "the same"
                        : text("%,d", all.world().home()));
        row(
                table,
                found,
                "nodes with streams",
                (scenario, all) ->
                        groups(all, group -> text("%,d %s of %,d", group.nodes(), group.name(), group.streamsOf(0))));
        row(
                table,
                found,
                "memory of one, MB",
                (scenario, all) -> groups(all, group -> text("%,.0f", memory(group, all.world()) / (1 << 20))));
        row(
                table,
                found,
                "CPU of the busiest, of those with streams and at home",
                (scenario, all) -> text(
                        "%.0f %%, %.0f %%",
                        all.outcome().leaves() * 100, all.outcome().home() * 100));
        row(
                table,
                found,
                "a change: half, 99 %, all, ms",
                (scenario, all) -> text(
                        "%,.0f, %,.0f, %,.0f",
                        all.outcome().arrivals().at(0.5) * 1e3,
                        all.outcome().arrivals().at(0.99) * 1e3,
                        all.outcome().arrivals().most() * 1e3));
        row(
                table,
                found,
                "a node is lost: all current after, s",
                (scenario, all) ->
                        groups(all, group -> text("%.1f", all.lostOf(group).all())));
        row(
                table,
                found,
                "egress in a tenth of a second: of a node, of all, MB/s",
                (scenario, all) -> text(
                        "%,.0f, %,.0f",
                        all.outcome().peakNode() / 1e6, all.outcome().peakAll() / 1e6));
        row(
                table,
                found,
                "telemetry: batches a second; how often each is told to come again",
                (scenario, all) -> text(
                        "%,.0f; %.2f",
                        all.outcome().reports().perSecond(),
                        1.0
                                * all.outcome().reports().refused()
                                / all.outcome().reports().sent()));
        row(
                table,
                found,
                "PostgreSQL: cores, of which used",
                (scenario, all) -> text(
                        "%,d, %.0f %%",
                        all.world().machine().databaseCores(),
                        all.outcome().reports().database() * 100));
        row(
                table,
                found,
                "its connections: at rest, at most",
                (scenario, all) -> text(
                        "%,.0f, %,d",
                        servers(all.world()) * connectionsAtRest(measured), servers(all.world()) * MOST_CONNECTIONS));
        row(
                table,
                found,
                "its transactions a second, at rest",
                (scenario, all) -> text("%,.0f", servers(all.world()) * number(measured, "one.rest.transactions")));
        row(
                table,
                found,
                "it writes ahead (WAL), MB/s",
                (scenario, all) -> text(
                        "%.1f",
                        (all.outcome().reports().perSecond()
                                                * all.world().costs().counts().wal()
                                        + all.world().changesPerSecond() * number(measured, "edit.wal.bytes"))
                                / 1e6));
        row(
                table,
                found,
                "its disk: a day of telemetry, a year of edits, GB",
                (scenario, all) -> text(
                        "%,.1f, %,.1f",
                        all.outcome().reports().perSecond()
                                * DAY
                                * all.world().costs().counts().disk()
                                / 1e9,
                        all.world().changesPerSecond() * DAY * 365 * number(measured, "edit.disk.bytes") / 1e9));
        row(
                table,
                found,
                "Redis: hints in and out, a second",
                (scenario, all) -> text(
                        "%.1f, %,.0f",
                        all.world().changesPerSecond(), all.world().changesPerSecond() * servers(all.world())));
        row(
                table,
                found,
                "the number of nodes is set by",
                (scenario, all) -> groups(all, group -> all.limitOf(group).words())
                        + (all.world().home() == 0
                                ? ""
                                : "; at home " + all.home().words()));
        return table.toString();
    }

    private interface Cell {
        String of(Scenario scenario, Plan.Found found);
    }

    private static void row(StringBuilder table, Map<Scenario, Plan.Found> found, String what, Cell cell) {
        table.append("| ").append(what).append(" |");
        found.forEach((scenario, all) ->
                table.append(' ').append(cell.of(scenario, all)).append(" |"));
        table.append('\n');
    }

    private static String groups(Plan.Found found, Function<Group, String> words) {
        return found.world().groups().stream().map(words).collect(Collectors.joining("; "));
    }

    private static double memory(Group group, World world) {
        double base =
                group.relays() ? world.costs().relayBaseMemory() : world.costs().baseMemory();
        return base + group.streamsOf(0) * group.cost().memory();
    }

    /** Processes that the database knows. */
    private static int servers(World world) {
        return world.home()
                + world.groups().stream()
                        .filter(group -> !group.relays())
                        .mapToInt(Group::nodes)
                        .sum();
    }
}
