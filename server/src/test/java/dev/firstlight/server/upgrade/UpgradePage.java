package dev.firstlight.server.upgrade;

import dev.firstlight.server.support.Sdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** What was seen of an upgrade, against what was promised, and the page that says it. */
final class UpgradePage {

    private static final Path PAGE = Path.of("..", "docs", "reference", "upgrades.md");
    private static final double HALF = 100;
    private static final double MOST = 500;
    private static final double ALL = 2_000;

    private final LastRelease from;
    private final List<UpgradeBench.Step> steps;
    private final Writes writes;
    private final Map<String, Sdks> sdks;

    UpgradePage(LastRelease from, List<UpgradeBench.Step> steps, Writes writes, Sdks old, Sdks now) {
        this.from = from;
        this.steps = steps;
        this.writes = writes;
        this.sdks = new java.util.TreeMap<>(Map.of("its own, of the last release", old, "of this one", now));
    }

    private Latency latency(UpgradeBench.Step step, Sdks some) {
        return Latency.of(writes.acknowledged().values(), some.all(), step.from(), step.until());
    }

    /** Says all that is not as promised. */
    void judge(SoftAssertions all) {
        sdks.forEach((name, some) -> {
            for (UpgradeBench.Step step : steps) {
                Latency seen = latency(step, some);
                String what = step.name() + ", SDK " + name;
                all.assertThat(seen.count()).as(what).isPositive();
                all.assertThat(seen.percentile(0.5)).as(what + ", half").isLessThanOrEqualTo(HALF);
                all.assertThat(seen.percentile(0.99)).as(what + ", 99 %").isLessThanOrEqualTo(MOST);
                all.assertThat(seen.percentile(1)).as(what + ", all").isLessThanOrEqualTo(ALL);
            }
            all.assertThat(some.failures())
                    .as(name + ", evaluations without an answer")
                    .isEmpty();
            all.assertThat(some.wentBack()).as(name + ", went back").isZero();
            all.assertThat(some.torn()).as(name + ", half of a change").isZero();
            all.assertThat(wrong(some))
                    .as(name + ", served what was not written")
                    .isEmpty();
        });
    }

    /** What an SDK served at a revision that was acknowledged with another value, and what was refused. */
    private List<Sdks.Seen> wrong(Sdks some) {
        return some.all().stream()
                .filter(seen -> {
                    Writes.Acknowledged write = writes.acknowledged().get(seen.revision());
                    return seen.value().equals(Writes.REFUSED)
                            || write != null && !write.value().equals(seen.value());
                })
                .toList();
    }

    void write(Nodes nodes, int releases) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (UpgradeBench.Step step : steps) {
            sdks.forEach((name, some) -> {
                Latency seen = latency(step, some);
                rows.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %,.0f | %,.0f | %,d |%n",
                        step.name(),
                        name,
                        seen.percentile(0.5),
                        seen.percentile(0.99),
                        seen.percentile(1),
                        seen.count()));
            });
        }
        System.out.print(rows);
        String counts = counts(nodes, releases);
        System.out.print(counts);
        Files.writeString(
                PAGE,
                String.format(
                        Locale.ROOT,
                        """
                        # From one release to the next, and back

                        ```
                        ./mvnw -Pupgrade
                        ```

                        writes this page anew. It builds the last release from the repository's history (`-Dupgrade.from=` names
                        another than the newest tag), which takes some minutes the first time.

                        What is promised: nodes of the last release and of this one work on one database at the same time, whichever
                        of the two its tables were moved to by the newer; one node at a time is replaced, in either direction, and no
                        request fails, no acknowledged write is lost, no SDK of either release goes back, sees half of a change, or is
                        behind for longer than at other times.

                        On %s: from `%s`. Java %s, %d processors, which three nodes of 384 MB, PostgreSQL, Redis, ten SDKs and the one
                        who writes ten times a second share. First the tables are moved forward by `firstlight migrate` while the last release
                        runs; then each node in turn gets no new requests and SIGTERM, and starts as this release; then all go back to
                        the last release, on the tables of this one; then forward again. Milliseconds from the acknowledgement of a write
                        until an SDK serves it; at most %.0f for half, %.0f for 99 %%, %.0f for all.

                        | step | SDK | half | 99 %% | all | changes seen |
                        |---|---|---|---|---|---|
                        %s
                        | | |
                        |---|---|
                        %s%s""",
                        LocalDate.now(ZoneOffset.UTC),
                        from.name(),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        HALF,
                        MOST,
                        ALL,
                        rows,
                        counts,
                        told()));
    }

    private String told() {
        return from.settings().isEmpty()
                ? ""
                : "\nThis last release does not start on tables that a later one moved forward, so that nodes that go back to it are"
                        + " given `"
                        + from.settings().entrySet().iterator().next() + "`. Releases after it need no such setting.\n";
    }

    private String counts(Nodes nodes, int releases) {
        long asked = sdks.values().stream().mapToLong(Sdks::asked).sum();
        return String.format(
                        Locale.ROOT,
                        """
                        | writes acknowledged, all there | %,d |
                        | writes refused as they had to be, none of them seen | %,d |
                        | writes that failed | %,d |
                        | nodes replaced, each after its `goodbye` | %,d |
                        | from SIGTERM until a node was gone, the longest, s | %.1f |
                        | flags released while nodes were replaced, all completed | %,d |
                        """,
                        writes.acknowledged().size() + writes.made().size(),
                        writes.refused(),
                        writes.failed().size(),
                        nodes.replaced(),
                        nodes.longestEnd(),
                        releases)
                + String.format(
                        Locale.ROOT,
                        """
                        | evaluations of both flags | %,d |
                        | of these without an answer | %,d |
                        | of these with half of a change | %,d |
                        | positions that went back | %,d |
                        """,
                        asked,
                        sdks.values().stream()
                                .mapToInt(some -> some.failures().size())
                                .sum(),
                        sdks.values().stream().mapToLong(Sdks::torn).sum(),
                        sdks.values().stream().mapToLong(Sdks::wentBack).sum());
    }
}
