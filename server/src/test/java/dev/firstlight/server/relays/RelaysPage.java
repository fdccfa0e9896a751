package dev.firstlight.server.relays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page about relays that are cut off. */
final class RelaysPage {

    private static final Path PAGE = Path.of("..", "docs", "reference", "relays.md");

    private final StringBuilder rows = new StringBuilder();
    private String timeline = "";
    private String said = "";

    static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    /** A figure; what it is about may have values of its own. */
    void row(String what, long figure, Object... values) {
        String row = String.format(Locale.ROOT, "| " + what + " | %,d |%n", append(values, figure));
        System.out.print(row);
        rows.append(row);
    }

    private static Object[] append(Object[] values, long figure) {
        Object[] all = java.util.Arrays.copyOf(values, values.length + 1);
        all[values.length] = figure;
        return all;
    }

    /** What the release said of a rollback that did not reach everybody. */
    void said(String sentence) {
        System.out.println(sentence);
        said = sentence;
    }

    void timeline(Timeline seen) {
        timeline = seen.moments().stream()
                .map(moment -> String.format(
                        Locale.ROOT,
                        "| %d | %s %s | %d | %d | %d | %d |",
                        moment.after().toSeconds(),
                        moment.state(),
                        moment.step(),
                        moment.stage(),
                        moment.connected(),
                        moment.confirmed(),
                        moment.current()))
                .collect(Collectors.joining("\n"));
        System.out.println(timeline);
    }

    void write(Duration cut) throws IOException {
        Files.writeString(
                PAGE,
                String.format(
                        Locale.ROOT,
                        """
                        # Relays that are cut off

                        ```
                        ./mvnw -Prelays
                        ```

                        writes this page anew; `-Drelays.cut.seconds` says how long the cut is. It needs Linux, root for network
                        namespaces, and `iproute2`.

                        A server with its PostgreSQL is at home. The regions nz, eu and us are networks of their own, each with a
                        [relay](../how-to/run-a-relay.md) of 128 MB and %d Java SDKs that know of nothing but their relay, and are asked
                        for a flag all the time. A release goes first to nz, then eu, then us; each stage waits for the receipts of
                        99 %% of the connected instances. While it is in nz, the way from home to us is cut by a blackhole route, so that
                        nothing arrives and nobody is told. Later another release, which is everywhere, is rolled back by hand while
                        us is cut off again, this time by routes that refuse at once.

                        On %s: Java %s, %d processors for all of it; the first cut lasted %d s.

                        | | |
                        |---|---|
                        %s
                        ## The release during the cut

                        Instances that were heard of within 90 seconds are connected. So a stage waits that long for a region that
                        was just cut off, and then goes on without it, also to that region itself: what it began there is served as soon
                        as the way has healed. Where that is not wanted, an `approval` on the stage before keeps it, so that somebody looks first.

                        | s after the cut | the release | stage | connected | serve the stage | serve the latest |
                        |---|---|---|---|---|---|
                        %s

                        ## The rollback during a cut

                        What the release said after 30 seconds:

                        > %s

                        A rollback cannot reach who cannot be reached. Where that must not be, let the application ask for a
                        [kill list](../how-to/kill-without-the-server.md) that comes another way.
                        """,
                        Outpost.APPLICATIONS,
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        cut.toSeconds(),
                        rows,
                        timeline,
                        said));
    }
}
