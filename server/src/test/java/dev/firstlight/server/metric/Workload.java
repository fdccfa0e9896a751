package dev.firstlight.server.metric;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several clients report, and what it comes to. Each exposes units of its own and reports outcomes of its
 * neighbour's, so that either may come first; each mean is a decimal that ends.
 *
 * @param batches of each client
 * @param size units exposed in each batch
 */
record Workload(String release, int clients, int batches, int size) {
    private static final List<String> REGIONS = List.of("nz", "au", "eu");

    private static String unit(int client, int index) {
        long z = (((long) client << 32) + index) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        String hex = Long.toHexString(z ^ z >>> 31);
        return "\"" + "0".repeat(16 - hex.length()) + hex + "\"";
    }

    private static int cell(int index) {
        return index / 2 % (2 * REGIONS.size());
    }

    /** The region and the arm of a cell, as a tally names them. */
    private static String name(int cell) {
        return REGIONS.get(cell % 3) + (cell < 3 ? " t" : " f");
    }

    private static int times(int index) {
        return 1 + index % 3;
    }

    private static double first(int index) {
        return 1 + index % 1_000 / 8.0;
    }

    private static double later(int index) {
        return index % 100 / 4.0;
    }

    /** Measurements that a batch has. */
    int measurements(int batch) {
        return size + (batch == 0 ? 0 : size / 4);
    }

    /** One batch of a client. */
    String body(int client, int batch) {
        int from = batch * size;
        String exposures = IntStream.range(0, 6)
                .mapToObj(cell -> "{\"release\":\"" + release + "\",\"stage\":0,\"region\":\"" + REGIONS.get(cell % 3)
                        + "\",\"arm\":\"" + (cell < 3 ? "treatment" : "control") + "\",\"units\":["
                        + units(client, from, from + size, i -> cell(i) == cell) + "]}")
                .collect(Collectors.joining(","));
        int other = (client + 1) % clients;
        List<String> outcomes = new ArrayList<>();
        outcomes.add(outcome(
                "error",
                units(other, from, from + size, i -> i % 2 == 0),
                null,
                of(from, i -> i % 2 == 0, i -> times(i))));
        outcomes.add(outcome(
                "time",
                units(other, from, from + size, i -> i % 2 == 1),
                of(from, i -> i % 2 == 1, i -> first(i)),
                null));
        if (batch > 0) {
            int before = from - size;
            outcomes.add(outcome(
                    "time",
                    units(other, before, from, i -> i % 4 == 1),
                    of(before, i -> i % 4 == 1, i -> later(i)),
                    of(before, i -> i % 4 == 1, i -> 3)));
        }
        return "{\"instance\":\"c" + client + "\",\"seq\":" + batch
                + ",\"sdk\":{\"name\":\"load\",\"version\":\"1\"},\"exposures\":[" + exposures + "],\"outcomes\":["
                + String.join(",", outcomes) + "]}";
    }

    private static String units(int client, int from, int to, IntPredicate which) {
        return IntStream.range(from, to)
                .filter(which)
                .mapToObj(i -> unit(client, i))
                .collect(Collectors.joining(","));
    }

    private String of(int from, IntPredicate which, java.util.function.IntFunction<Number> number) {
        return IntStream.range(from, from + size)
                .filter(which)
                .mapToObj(i -> number.apply(i).toString())
                .collect(Collectors.joining(","));
    }

    private String outcome(
            String metric,
            String units,
            @org.jspecify.annotations.Nullable String values,
            @org.jspecify.annotations.Nullable String counts) {
        return "{\"release\":\"" + release + "\",\"metric\":\"" + metric + "\",\"units\":[" + units + "]"
                + (values == null ? "" : ",\"values\":[" + values + "]")
                + (counts == null ? "" : ",\"counts\":[" + counts + "]") + "}";
    }

    private static final class Sums {
        long units;
        long had;
        long events;
        long squares;
        long measuring;
        BigDecimal means = BigDecimal.ZERO;
        BigDecimal meansSquared = BigDecimal.ZERO;
    }

    /**
     * What it all comes to: for each region and arm the units exposed, then of "error" units, events and their squares, then
     * of "time" units, events, measuring units, means and their squares.
     */
    List<String> expected() {
        Map<String, Sums> all = new TreeMap<>();
        for (int i = 0; i < batches * size; i++) {
            Sums sums = all.computeIfAbsent(name(cell(i)), key -> new Sums());
            sums.units++;
            if (i % 2 == 0) {
                sums.had++;
                sums.events += times(i);
                sums.squares += (long) times(i) * times(i);
            } else {
                boolean twice = i % 4 == 1 && i < (batches - 1) * size;
                BigDecimal mean =
                        twice ? BigDecimal.valueOf((first(i) + 3 * later(i)) / 4) : BigDecimal.valueOf(first(i));
                sums.measuring++;
                sums.means = sums.means.add(mean);
                sums.meansSquared = sums.meansSquared.add(mean.multiply(mean));
            }
        }
        BigDecimal times = BigDecimal.valueOf(clients);
        return all.entrySet().stream()
                .map(one -> one.getKey() + " " + clients * one.getValue().units + " " + clients * one.getValue().had
                        + " " + clients * one.getValue().events + " " + clients * one.getValue().squares + " "
                        + clients * one.getValue().measuring + " "
                        + plain(one.getValue().means.multiply(times)) + " "
                        + plain(one.getValue().meansSquared.multiply(times)))
                .toList();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
