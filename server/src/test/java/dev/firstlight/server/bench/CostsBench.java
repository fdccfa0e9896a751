package dev.firstlight.server.bench;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one stream, one change and one batch cost a node and the database: time of the processor, memory, bytes. Unlike how
 * long something takes, this is the same whoever else is on the machine, as far as caches allow.
 */
@NullUnmarked // set up before each
class CostsBench {

    private static final String PART =
            System.getProperty("bench.part", "streams,pages,relay,forwarding,edits,telemetry,requests");
    private static final int COUNT = Integer.getInteger("bench.streams", 10_000);
    private static final int EVALUATED = 5;
    private static final int EDITS = 400;
    private static final int BETWEEN_MS = 100;

    private CostPage page;
    private EmbeddedDatabase postgres;
    private Bill.Database database;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        page = CostPage.read();
        postgres = EmbeddedDatabase.start(directory.resolve("postgres"));
        database = new Bill.Database(directory.resolve("postgres"), postgres.url());
    }

    @AfterEach
    void keep() throws Exception {
        page.write();
        postgres.close();
    }

    private RunningServer server(String name, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FIRSTLIGHT_DATABASE_URL", postgres.url(),
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres",
                "FIRSTLIGHT_ADMISSION_MOST_TELEMETRY", "512",
                "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "100000000"));
        settings.putAll(more);
        return RunningServer.start(Files.createDirectories(directory.resolve(name)), settings, "-Xmx512m");
    }

    private static void only(String part) {
        Assumptions.assumeTrue(PART.contains(part));
    }

    @Test
    void streams() throws Exception {
        only("streams");
        try (RunningServer server = server("streams", Map.of())) {
            Served served = Served.make(server, 100);
            StreamCosts costs = new StreamCosts(page, "sdk", server.process(), served, COUNT);
            costs.alone();
            costs.quiet();
            String away;
            try (ManyReaders readers = ManyReaders.start(server.url(), served.key())) {
                costs.fill(readers, "whole.100");
                costs.follow(readers);
                away = served.position();
            }
            for (int i = 0; i < 5; i++) {
                served.flip();
            }
            Thread.sleep(3_000);
            try (ManyReaders readers = ManyReaders.start(server.url(), served.key())) {
                costs.resume(readers, away);
            }
        }
        try (RunningServer server = server("large", Map.of())) {
            Served served = Served.make(server, "large", 1_000, 0);
            StreamCosts costs = new StreamCosts(page, "sdk", server.process(), served, COUNT / 5);
            costs.quiet();
            try (ManyReaders readers = ManyReaders.start(server.url(), served.key())) {
                costs.open(readers, "whole.1000");
            }
        }
    }

    @Test
    void pages() throws Exception {
        only("pages");
        try (RunningServer server = server("pages", Map.of())) {
            Served served = Served.make(server, "pages", 100, 20);
            StreamCosts costs = new StreamCosts(page, "page", server.process(), served, COUNT);
            costs.alone();
            costs.quiet();
            try (ManyReaders readers = ManyReaders.start(server.url(), served.clientKey(), "/client/v1/stream")) {
                costs.fill(readers, "values.20");
                costs.follow(readers);
            }
        }
    }

    @Test
    void relay() throws Exception {
        only("relay");
        try (RunningServer server = server("home", Map.of())) {
            Served served = Served.make(server, "far", 1_000, 0);
            try (RunningServer relay = server("relay", relayOf(server, served, "kept"))) {
                StreamCosts costs = new StreamCosts(page, "relay", relay.process(), served, COUNT);
                costs.alone();
                costs.quiet();
                try (ManyReaders readers = ManyReaders.start(relay.url(), served.key())) {
                    costs.fill(readers, "whole.1000");
                    costs.follow(readers);
                }
            }
        }
    }

    /** What a relay takes for a batch that it passes on. */
    @Test
    void forwarding() throws Exception {
        only("forwarding");
        try (RunningServer server = server("upstream", Map.of())) {
            Served served = Served.make(server, 100);
            try (RunningServer relay = server("forwarder", relayOf(server, served, "forwarded"))) {
                long revision = Long.parseLong(served.position().substring(2));
                TelemetryLoad.send(relay.url(), served.key(), revision, "", 25);
                Thread.sleep(3_000);
                double atRest = Cpu.of(relay.process());
                Thread.sleep(10_000);
                double before = Cpu.of(relay.process());
                double rest = before - atRest;
                long batches = TelemetryLoad.send(relay.url(), served.key(), revision, "", 10);
                page.put("relay.forward.micros", (Cpu.of(relay.process()) - before - rest) / batches);
                page.put("relay.forward.most.a.second", batches / 10.0);
            }
        }
    }

    private Map<String, String> relayOf(RunningServer server, Served served, String kept) {
        return Map.of(
                "FIRSTLIGHT_SERVER_ROLES", "relay",
                "FIRSTLIGHT_RELAY_UPSTREAM", server.url(),
                "FIRSTLIGHT_RELAY_KEYS", served.key(),
                "FIRSTLIGHT_RELAY_DIRECTORY", directory.resolve(kept).toString());
    }

    /** What an edit costs the node that takes it, one that hears of it, and the database; and what both cost at rest. */
    @Test
    void edits() throws Exception {
        only("edits");
        try (RunningServer server = server("first", Map.of())) {
            Served served = Served.make(server, "edits", 1_000, 0);
            try (RunningServer other = server("second", Map.of("FIRSTLIGHT_SERVER_ROLES", "delivery"))) {
                page.put(
                        "node.connections.rest",
                        database.number("SELECT count(*) FROM pg_stat_activity WHERE application_name <> ''"
                                        + " OR backend_type = 'client backend'")
                                - 1);
                Bill atRest = Bill.of(other.process(), database);
                Thread.sleep(20_000);
                Bill rest = Bill.of(other.process(), database).since(atRest);
                page.put("two.rest.transactions", rest.transactions() / rest.seconds());
                page.put("two.rest.database.micros", rest.postgres() / rest.seconds());
                page.put("node.rest.micros", rest.server() / rest.seconds());
                for (int i = 0; i < EDITS; i++) {
                    served.flip();
                }
                Bill before = Bill.of(other.process(), database);
                double first = Cpu.of(server.process());
                for (int i = 0; i < EDITS; i++) {
                    served.flip();
                    // Slow enough that each is published by itself.
                    Thread.sleep(BETWEEN_MS);
                }
                Bill used = Bill.of(other.process(), database).since(before);
                double idle = used.seconds() / rest.seconds();
                page.put("edit.server.micros", (Cpu.of(server.process()) - first) / EDITS);
                page.put("publish.node.micros", (used.server() - rest.server() * idle) / EDITS);
                page.put("two.edit.database.micros", (used.postgres() - rest.postgres() * idle) / EDITS);
                page.put("two.edit.transactions", (used.transactions() - rest.transactions() * idle) / EDITS);
                page.put("edit.wal.bytes", used.wal() / EDITS);
                page.put("edit.disk.bytes", used.disk() / EDITS);
            }
            Bill atRest = Bill.of(server.process(), database);
            Thread.sleep(20_000);
            Bill rest = Bill.of(server.process(), database).since(atRest);
            page.put("one.rest.transactions", rest.transactions() / rest.seconds());
            page.put("one.rest.database.micros", rest.postgres() / rest.seconds());
            Bill before = Bill.of(server.process(), database);
            for (int i = 0; i < EDITS; i++) {
                served.flip();
                Thread.sleep(BETWEEN_MS);
            }
            Bill used = Bill.of(server.process(), database).since(before);
            double idle = used.seconds() / rest.seconds();
            page.put("one.edit.database.micros", (used.postgres() - rest.postgres() * idle) / EDITS);
            page.put("one.edit.transactions", (used.transactions() - rest.transactions() * idle) / EDITS);
        }
    }

    /** What an SDK that holds no stream asks for, and an edge runtime: mostly to hear that nothing has changed. */
    @Test
    void requests() throws Exception {
        only("requests");
        try (RunningServer server = server("requests", Map.of())) {
            for (int flags : new int[] {100, 1_000}) {
                Served served = Served.make(server, flags);
                request(server, flags + ".gzip", served.ruleset("Accept-Encoding: gzip\r\n"), 200);
                request(server, flags + ".same", served.ruleset("If-None-Match: " + served.tag() + "\r\n"), 304);
            }
        }
    }

    private void request(RunningServer server, String name, String request, int status) throws Exception {
        HttpLoad.measure(server.url(), request, status, Duration.ofSeconds(10));
        double before = Cpu.of(server.process());
        long start = System.nanoTime();
        HttpLoad.Seen seen = HttpLoad.measure(server.url(), request, status, Duration.ofSeconds(6));
        double requests = seen.perSecond() * (System.nanoTime() - start) / 1e9;
        page.put("ruleset." + name + ".micros", (Cpu.of(server.process()) - before) / requests);
        page.put("ruleset." + name + ".bytes", seen.size());
    }

    @Test
    void telemetry() throws Exception {
        only("telemetry");
        try (RunningServer server = server("telemetry", Map.of())) {
            Served served = Served.make(server, 100);
            long revision = Long.parseLong(served.position().substring(2));
            telemetry(server, served, revision, "receipt", "");
            StringBuilder counts = new StringBuilder();
            for (int i = 0; i < EVALUATED; i++) {
                counts.append(i == 0 ? "" : ", ")
                        .append("{\"flag\": \"s")
                        .append(i)
                        .append("\", \"variant\": \"on\", \"reason\": \"SPLIT\", \"count\": 812}");
            }
            telemetry(server, served, revision, "counts", ", \"evaluations\": [" + counts + "]");
        }
    }

    private void telemetry(RunningServer server, Served served, long revision, String name, String counts)
            throws Exception {
        TelemetryLoad.send(server.url(), served.key(), revision, counts, 20);
        Bill before = Bill.of(server.process(), database);
        long batches = TelemetryLoad.send(server.url(), served.key(), revision, counts, 15);
        Bill used = Bill.of(server.process(), database).since(before);
        page.put(name + ".server.micros", used.server() / batches);
        page.put(name + ".database.micros", used.postgres() / batches);
        page.put(name + ".wal.bytes", used.wal() / batches);
        page.put(name + ".disk.bytes", used.disk() / batches);
        page.put(name + ".transactions", used.transactions() / batches);
        page.put(name + ".most.a.second", batches / used.seconds());
    }
}
