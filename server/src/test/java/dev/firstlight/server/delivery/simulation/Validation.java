package dev.firstlight.server.delivery.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The benches' own worlds, simulated: one machine of two cores, which server, database and readers share. Milliseconds.
 * What was measured is read from the pages that these benches wrote.
 */
final class Validation {

    static final Path DOCS = Path.of("..", "docs");
    static final double FACTOR = 1.5;

    private static final double LOOPBACK = 1e10;
    /** Columns of the pages, the first of which is before the first bar. */
    private static final int HALF = 3;

    private static final int MOST = 4;
    private static final int ALL = 5;
    private static final int ALL_WHILE_THINGS_GO_WRONG = 4;

    private Validation() {}

    /** One figure, both ways. */
    record Pair(String what, double measured, double simulated) {}

    static List<Pair> all(Path docs, Properties measured) throws IOException {
        Costs costs = Costs.of(measured);
        Path delivery = docs.resolve("reference/delivery.md");
        String flip = " streams, the median of 20 more";
        FanOut.Outcome fewer = flips(costs, 10_000);
        FanOut.Outcome more = flips(costs, 19_000);
        Storm.Outcome restarted = restart(
                costs, cell(docs.resolve("reference/faults.md"), "they answer again", ALL_WHILE_THINGS_GO_WRONG));
        return List.of(
                new Pair("10,000 streams, half", cell(delivery, "10000" + flip, HALF), half(fewer)),
                new Pair("10,000 streams, 99 %", cell(delivery, "10000" + flip, MOST), most(fewer)),
                new Pair("19,000 streams, half", cell(delivery, "19000" + flip, HALF), half(more)),
                new Pair("19,000 streams, 99 %", cell(delivery, "19000" + flip, MOST), most(more)),
                new Pair(
                        "2,000 streams, all nodes restarted, all current",
                        cell(docs.resolve("reference/faults.md"), "all streams are current", ALL_WHILE_THINGS_GO_WRONG),
                        restarted.all() * 1e3),
                new Pair("10,000 streams resume", cell(delivery, "10000 resume", ALL), resume(costs)));
    }

    private static double half(FanOut.Outcome outcome) {
        return median(outcome, 0.5);
    }

    private static double most(FanOut.Outcome outcome) {
        return median(outcome, 0.99);
    }

    private static double median(FanOut.Outcome outcome, double share) {
        double[] all = outcome.each().stream()
                .mapToDouble(one -> one.at(share))
                .sorted()
                .toArray();
        return all[all.length / 2] * 1e3;
    }

    /** Whoever reads takes time of the same cores. */
    private static FanOut.Outcome flips(Costs costs, int streams) {
        StreamCost sdk = costs.sdk();
        StreamCost both = new StreamCost(
                sdk.change() + costs.reader(),
                sdk.changeBytes(),
                sdk.comment() + costs.reader(),
                sdk.commentBytes(),
                sdk.open(),
                sdk.openBytes(),
                sdk.resume(),
                sdk.resumeBytes(),
                sdk.memory());
        Group group = new Group("bench", both, false, 1, streams, new double[] {0}, false);
        Machine machine = new Machine(2, 1L << 30, LOOPBACK, 2);
        return FanOut.run(new World(costs, machine, 0, List.of(group), 0.5, World.REPORT_AT_REST, 60), 1);
    }

    private static Storm.Outcome restart(Costs costs, double downMillis) {
        return Storm.run(
                new Storm.Kind(
                        2_000,
                        3,
                        20_000,
                        0,
                        downMillis / 1e3,
                        costs.sdk().resume() + costs.reader(),
                        costs.sdk().resumeBytes(),
                        costs.refusal()),
                new Machine(2, 1L << 30, LOOPBACK, 2),
                1);
    }

    /** The bench opens the next when one is open, so that the cores always have something to do, and no more than that. */
    private static double resume(Costs costs) {
        int readers = 10_000;
        double work = costs.sdk().resume() + costs.reader();
        Machine machine = new Machine(2, 1L << 30, LOOPBACK, 2);
        double within = readers * work / machine.cores();
        Storm.Kind kind =
                new Storm.Kind(readers, 1, 20_000, within, 0, work, costs.sdk().resumeBytes(), costs.refusal());
        return Storm.run(kind, machine, 1).all() * 1e3;
    }

    /** A cell of the one row that has these words. */
    private static double cell(Path page, String words, int number) throws IOException {
        List<String> rows = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("|") && line.contains(words))
                .toList();
        if (rows.size() != 1) {
            throw new IOException(page + " has " + rows.size() + " rows with " + words);
        }
        String[] cells =
                Arrays.stream(rows.get(0).split("\\|")).map(String::trim).toArray(String[]::new);
        return Double.parseDouble(cells[number].replace(",", ""));
    }
}
