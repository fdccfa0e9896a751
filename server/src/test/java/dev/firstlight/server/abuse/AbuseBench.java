package dev.firstlight.server.abuse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All attacks at full size, measured and written down. */
class AbuseBench {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.time", 20));
    private static final int CROWD = 10_000;
    private static final long MOST_MB = 100;
    private static final double MOST_MS = 1_000;

    @Test
    void attacksAreWithstood(@TempDir Path directory) throws Exception {
        List<Siege.Row> rows = Siege.run(directory, TIME, CROWD);
        StringBuilder table = new StringBuilder();
        SoftAssertions figures = new SoftAssertions();
        for (Siege.Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.0f | %.0f | %.0f | %,d | %d | %s |%n",
                    row.attack(),
                    row.grown(),
                    row.seen().p50(),
                    row.seen().p99(),
                    row.seen().max(),
                    row.seen().count(),
                    row.seen().failures().size(),
                    row.outcome().seen()));
            figures.assertThat(row.outcome().wrong()).as(row.attack()).isEmpty();
            figures.assertThat(row.seen().failures()).as(row.attack()).isEmpty();
            figures.assertThat(row.seen().p99()).as(row.attack() + ", ms").isLessThanOrEqualTo(MOST_MS);
            figures.assertThat(row.grown()).as(row.attack() + ", MB").isLessThanOrEqualTo(MOST_MB);
        }
        Files.writeString(Path.of("..", "docs", "reference", "abuse.md"), page(table.toString()));
        figures.assertAll();
    }

    private static String page(String table) {
        return String.format(
                Locale.ROOT,
                """
                # Attacks, and what they cost others

                ```
                ./mvnw -Pabuse
                ```

                writes this page anew. It needs Linux and `ulimit -n` of 20,000. Let nothing else run meanwhile. A second of each attack
                is in every build.

                On %s: Java %s, %d processors, which the packaged server with a heap of 512 MB, its embedded PostgreSQL, the attacker and
                four who mean no harm share: they look at flags, evaluate, fetch a ruleset and try a change, each time on a new connection.
                Each attack lasts %d seconds and begins when the last one ends. *More* is how many megabytes the server held at most above
                what it held before all attacks; its heap is taken at the start. The milliseconds are those of the four.

                | attack | more, MB | half | 99 %% | all | answered | failed | the attacker saw |
                |---|---|---|---|---|---|---|---|
                %s
                What holds it:

                - At most 16 KB of headers, 4 KB of address, 1 MB of body, 32 levels, 100 digits; nothing that is sent is unpacked.
                - A body has 30 seconds to come. Half of the places for requests, and no more, wait for bodies of one address.
                - Passwords are looked at one at a time for each two processors.
                - Patterns are RE2's; other systems' patterns may read a text 100,000 times.
                - What it does not hold: so many connections that the process may open no more files. Each takes one: give the
                  process as many as there may be streams and then some (`LimitNOFILE` of systemd, `ulimit -n`), and let what stands
                  before it limit the connections of an address.
                """,
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                TIME.toSeconds(),
                table);
    }
}
