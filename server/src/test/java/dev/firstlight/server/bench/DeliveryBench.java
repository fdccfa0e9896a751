package dev.firstlight.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** How fast, and with what memory, changes and rulesets are delivered. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveryBench {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.time", 3));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int FLIPS = 20;
    private static final int[] COUNTS = Arrays.stream(
                    System.getProperty("bench.streams", "10000,19000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final String PART = System.getProperty("bench.part", "streams,requests");
    private static final String HEAP = System.getProperty("bench.heap", "-Xmx320m");
    private static final String GZIP = "Accept-Encoding: gzip\r\n";

    private static Map<String, String> settings(EmbeddedDatabase database) {
        return new HashMap<>(Map.of(
                "FIRSTLIGHT_DATABASE_URL", database.url(),
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres",
                "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "100000000"));
    }

    @Test
    @Order(1)
    void streams(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(PART.contains("streams"));
        DeliveryPage.Part part = new DeliveryPage.Part("streams");
        for (int count : COUNTS) {
            Path own = Files.createDirectories(directory.resolve("n" + count));
            try (EmbeddedDatabase database = EmbeddedDatabase.start(own.resolve("postgres"));
                    RunningServer server = RunningServer.start(own, settings(database), HEAP)) {
                streams(part, server, count);
            }
        }
        part.keep();
    }

    private static void streams(DeliveryPage.Part part, RunningServer server, int count) throws IOException {
        Served served = Served.make(server, 100);
        Memory before = Memory.of(server.process());
        try (ManyReaders readers = ManyReaders.start(server.url(), served.key())) {
            String at = served.position();
            ManyReaders.Arrived opened = readers.open(count, at, at);
            part.row(count + " streams are opened", opened);
            // Opening them is measured above; what the JVM has to do after it is no part of a flip.
            pause(2_000);
            part.row(count + " streams, the first flip", flip(served, readers));
            ManyReaders.Arrived[] flips = new ManyReaders.Arrived[FLIPS];
            for (int i = 0; i < FLIPS; i++) {
                pause(500);
                flips[i] = flip(served, readers);
            }
            part.row(count + " streams, the median of " + FLIPS + " more", DeliveryPage.median(flips));
            part.row(count + " streams, the slowest of them", DeliveryPage.slowest(flips));
            Memory all = Memory.of(server.process());
            part.memory(count, before, all);
        }
        if (count == 10_000) {
            pause(5_000);
            String away = served.position();
            for (int i = 0; i < 5; i++) {
                served.flip();
            }
            String now = served.flip();
            pause(1_000);
            try (ManyReaders readers = ManyReaders.start(server.url(), served.key())) {
                part.row(count + " resume by Last-Event-ID", readers.open(count, away, now));
            }
        }
    }

    private static ManyReaders.Arrived flip(Served served, ManyReaders readers) throws IOException {
        long revision = Long.parseLong(served.position().substring(2)) + 1;
        readers.expect("1-" + revision);
        long start = System.nanoTime();
        served.flip();
        double acknowledged = (System.nanoTime() - start) / 1e6;
        return readers.arrived(start).acknowledged(acknowledged);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(2)
    void requestsBesideUnleash(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(PART.contains("requests"));
        DeliveryPage.Part part = new DeliveryPage.Part("requests");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"));
                RunningServer server = RunningServer.start(directory, settings(database), "-Xmx512m");
                Peer unleash = Peer.start(database.url())) {
            unleash.makeServed(0, 100);
            compare(part, server, unleash, 100);
            unleash.makeServed(100, 1_000);
            compare(part, server, unleash, 1_000);
        }
        part.keep();
    }

    private static void compare(DeliveryPage.Part part, RunningServer server, Peer unleash, int flags)
            throws IOException {
        Served served = Served.make(server, flags);
        String mine = "If-None-Match: " + served.tag() + "\r\n";
        String theirs = "If-None-Match: " + unleash.tag() + "\r\n";
        DeliveryPage.Pair[] pairs = {
            new DeliveryPage.Pair("ruleset, gzip", served.ruleset(GZIP), unleash.features(GZIP), 200),
            new DeliveryPage.Pair("ruleset, 304", served.ruleset(mine), unleash.features(theirs), 304),
            new DeliveryPage.Pair("evaluate all for one context", served.evaluations(), unleash.evaluations(), 200)
        };
        for (DeliveryPage.Pair pair : pairs) {
            HttpLoad.measure(server.url(), pair.ours(), pair.status(), TIME);
            HttpLoad.measure(unleash.url(), pair.theirs(), pair.status(), TIME);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (DeliveryPage.Pair pair : pairs) {
                pair.seen(
                        HttpLoad.measure(server.url(), pair.ours(), pair.status(), TIME),
                        HttpLoad.measure(unleash.url(), pair.theirs(), pair.status(), TIME));
            }
        }
        for (DeliveryPage.Pair pair : pairs) {
            part.row(flags, pair);
            assertThat(pair.times()).isPositive();
        }
    }
}
