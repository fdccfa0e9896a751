package dev.firstlight.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The page that the measurements write; each part is kept by itself, so that one can be measured anew alone. */
final class DeliveryPage {

    private static final Path PARTS = Path.of("target", "delivery");

    private DeliveryPage() {}

    static ManyReaders.Arrived median(ManyReaders.Arrived[] all) {
        return new ManyReaders.Arrived(
                median(all, ManyReaders.Arrived::acknowledged),
                median(all, ManyReaders.Arrived::p50),
                median(all, ManyReaders.Arrived::p99),
                median(all, ManyReaders.Arrived::last));
    }

    private static double median(ManyReaders.Arrived[] all, ToDoubleFunction<ManyReaders.Arrived> of) {
        double[] sorted = Arrays.stream(all).mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static ManyReaders.Arrived slowest(ManyReaders.Arrived[] all) {
        return Arrays.stream(all)
                .max(Comparator.comparingDouble(ManyReaders.Arrived::p99))
                .orElseThrow();
    }

    /** The same asked of both, and what was seen in each round. */
    static final class Pair {
        private final String what;
        private final String ours;
        private final String theirs;
        private final int status;
        private final List<HttpLoad.Seen> oursSeen = new ArrayList<>();
        private final List<HttpLoad.Seen> theirsSeen = new ArrayList<>();

        Pair(String what, String ours, String theirs, int status) {
            this.what = what;
            this.ours = ours;
            this.theirs = theirs;
            this.status = status;
        }

        String ours() {
            return ours;
        }

        String theirs() {
            return theirs;
        }

        int status() {
            return status;
        }

        void seen(HttpLoad.Seen mine, HttpLoad.Seen other) {
            oursSeen.add(mine);
            theirsSeen.add(other);
        }

        private static double median(List<HttpLoad.Seen> all, ToDoubleFunction<HttpLoad.Seen> of) {
            double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        double times() {
            return median(oursSeen, HttpLoad.Seen::perSecond) / median(theirsSeen, HttpLoad.Seen::perSecond);
        }
    }

    /** One part of the page. */
    static final class Part {
        private final String name;
        private final StringBuilder text = new StringBuilder();

        Part(String name) {
            this.name = name;
        }

        void row(String what, ManyReaders.Arrived seen) {
            String acknowledged =
                    seen.acknowledged() == 0 ? "" : String.format(Locale.ROOT, "%,.0f", seen.acknowledged());
            add("| %s | %s | %,.0f | %,.0f | %,.0f | |%n", what, acknowledged, seen.p50(), seen.p99(), seen.last());
        }

        void memory(int count, Memory before, Memory all) {
            Memory more = all.minus(before);
            add(
                    "| %d streams, memory | | | | | %.1f KB live and %.1f KB resident a stream; %,d MB resident in all |%n",
                    count, more.live() / 1024.0 / count, more.resident() / 1024.0 / count, all.resident() >> 20);
        }

        void row(int flags, Pair pair) {
            add(
                    "| %,d flags, %s | %,.0f | %.1f | %.1f | %,d | %,.0f | %.1f | %,d | **%.1f×** |%n",
                    flags,
                    pair.what,
                    Pair.median(pair.oursSeen, HttpLoad.Seen::perSecond),
                    Pair.median(pair.oursSeen, HttpLoad.Seen::p50),
                    Pair.median(pair.oursSeen, HttpLoad.Seen::p99),
                    pair.oursSeen.get(0).size(),
                    Pair.median(pair.theirsSeen, HttpLoad.Seen::perSecond),
                    Pair.median(pair.theirsSeen, HttpLoad.Seen::p99),
                    pair.theirsSeen.get(0).size(),
                    pair.times());
        }

        private void add(String format, Object... values) {
            String row = String.format(Locale.ROOT, format, values);
            System.out.print(row);
            text.append(row);
        }

        /** Keeps the part, and writes the page of all that are there. */
        void keep() throws IOException {
            Files.createDirectories(PARTS);
            Files.writeString(PARTS.resolve(name), text + String.format("%nOn %s.%n", LocalDate.now(ZoneOffset.UTC)));
            Files.writeString(Path.of("..", "docs", "reference", "delivery.md"), page());
        }
    }

    private static String part(String name) throws IOException {
        Path file = PARTS.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String page() throws IOException {
        return String.format(
                Locale.ROOT,
                """
                # How fast changes and rulesets are delivered

                ```
                ./mvnw -Pdelivery
                ```

                writes this page anew; `-Dbench.part=streams` or `requests` measures a part alone. It needs Linux, 20,000
                file descriptors for each process (`ulimit -n`), and, for the Node.js that Unleash's server runs on, x64.
                Let nothing else run meanwhile.

                Java %s, %d processors, which server, PostgreSQL and clients share.

                ## Streams

                A packaged server with a heap of 320 MB, an environment of 100 flags, and its readers in a process of their
                own. Milliseconds from sending the edit until it is acknowledged and half, 99 %% and all of the readers have
                its change; for opening and resuming, from the first connection.

                | | acknowledged | half | 99 %% | all | |
                |---|---|---|---|---|---|
                %s
                ## Requests, beside Unleash %s

                Both servers on one PostgreSQL, 64 connections with one request at a time each, the servers in turn, three
                rounds, medians. Each flag is on for two plans and for 30 %% of the rest. Sizes are of an answer with its
                head.

                | | requests/s | p50 ms | p99 ms | bytes | Unleash requests/s | p99 ms | bytes | |
                |---|---|---|---|---|---|---|---|---|
                %s""",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                part("streams"),
                Peer.VERSION,
                part("requests"));
    }
}
