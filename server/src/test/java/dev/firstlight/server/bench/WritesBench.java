package dev.firstlight.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledged, audited writes beside Unleash's, one server after the other on the same PostgreSQL, which syncs. */
class WritesBench {

    private static final int FLAGS = 96;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 45));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.time", 30));

    private final StringBuilder table = new StringBuilder();

    @Test
    void besideUnleash(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"))) {
            Writes.Seen ours = ours(directory, database);
            Writes.Seen theirs = theirs(database);
            row("**toggles, 8 clients, times Unleash's**", ours.perSecond() / theirs.perSecond());
            assertThat(ours.perSecond()).isPositive();
        }
        report();
    }

    private Writes.Seen ours(Path directory, EmbeddedDatabase database) throws Exception {
        Map<String, String> settings = Map.of(
                "FIRSTLIGHT_DATABASE_URL", database.url(),
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres",
                "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "10000000");
        try (RunningServer server = RunningServer.start(Files.createDirectories(directory.resolve("ours")), settings)) {
            Ours ours = new Ours(server, FLAGS);
            ours.make();
            Writes.measure(number -> ours.toggles(number, 8), 8, WARM_UP);
            row("Firstlight, toggle, 1 client", Writes.measure(number -> ours.toggles(number, 1), 1, TIME));
            Writes.Seen toggles = Writes.measure(number -> ours.toggles(number, 8), 8, TIME);
            row("Firstlight, toggle, 8 clients", toggles);
            row("Firstlight, whole targeting, 1 client", Writes.measure(n -> ours.targetings(n, 1), 1, TIME));
            row("Firstlight, whole targeting, 8 clients", Writes.measure(n -> ours.targetings(n, 8), 8, TIME));
            return toggles;
        }
    }

    private Writes.Seen theirs(EmbeddedDatabase database) throws Exception {
        try (Peer unleash = Peer.start(database.url())) {
            unleash.make(FLAGS);
            Writes.measure(number -> unleash.toggles(number, 8, FLAGS), 8, WARM_UP);
            row(
                    "Unleash " + Peer.VERSION + ", toggle, 1 client",
                    Writes.measure(n -> unleash.toggles(n, 1, FLAGS), 1, TIME));
            Writes.Seen toggles = Writes.measure(number -> unleash.toggles(number, 8, FLAGS), 8, TIME);
            row("Unleash " + Peer.VERSION + ", toggle, 8 clients", toggles);
            return toggles;
        }
    }

    private void row(String what, Writes.Seen seen) {
        table.append(String.format(
                Locale.ROOT, "| %s | %,.0f | %.1f | %.1f |%n", what, seen.perSecond(), seen.p50(), seen.p99()));
    }

    private void row(String what, double times) {
        table.append(String.format(Locale.ROOT, "| %s | **%.1f×** | | |%n", what, times));
    }

    private void report() throws IOException {
        String head = String.format(
                Locale.ROOT,
                """
                # How fast a change is kept, beside Unleash

                ```
                ./mvnw -Pwrites
                ```

                writes this page anew. It installs Unleash's server from npm, needs Linux on x64 for the Node.js that it
                brings along, and takes about six minutes. Let nothing else run meanwhile.

                Both servers stand one after the other on one PostgreSQL that syncs each commit, with %d flags, an admin's
                token, and the clients on the same machine; each client has one request at a time on a connection that
                stays open, and flags of its own. Every write is versioned, audited and sent to SDKs. Measured for %d s
                each, after %d s of warming up.

                On %s: Java %s, %d processors.

                | | writes/s | p50 ms | p99 ms |
                |---|---|---|---|
                """,
                FLAGS,
                TIME.toSeconds(),
                WARM_UP.toSeconds(),
                LocalDate.now(java.time.ZoneOffset.UTC),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        Files.writeString(Path.of("..", "docs", "reference", "writes.md"), head + table);
    }
}
