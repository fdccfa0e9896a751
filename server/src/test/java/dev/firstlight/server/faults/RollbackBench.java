package dev.firstlight.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.bench.ManyReaders;
import dev.firstlight.server.support.Redis;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes, PostgreSQL, Redis and two thousand streams: how long it takes from a batch that shows harm until no stream has
 * anything but the control, and which step takes how much of it.
 */
class RollbackBench {

    private static final int NODES = 3;
    private static final int STREAMS = Integer.getInteger("rollback.streams", 2_000);
    private static final int ROUNDS = Integer.getInteger("rollback.rounds", 40);
    private static final int FLAGS = 1_000;
    /** As long as an outcome waits in an SDK at most. */
    private static final double FLUSH_MS = 2_000;
    /** Two looks and five seconds. */
    private static final double LONGEST_MS = 7_000;

    private final Map<String, List<Double>> steps = new LinkedHashMap<>();
    private final List<ManyReaders> readers = new ArrayList<>();

    @Test
    void harmEndsSoon(@TempDir Path directory) throws Exception {
        try (Redis redis = Redis.start();
                Fleet fleet = Fleet.start(directory, NODES, Map.of("FIRSTLIGHT_REDIS_URL", redis.url()));
                Watcher watcher = new Watcher(fleet.databaseUrl());
                Ear ear = watcher.ear();
                HintEar hints = new HintEar(redis.url())) {
            Doors doors = new Doors(fleet.urls());
            Place place = Place.make(doors, "rollback");
            for (int i = 0; i < FLAGS; i++) {
                place.flag("f" + i);
            }
            open(fleet, place);
            for (int i = 0; i < ROUNDS; i++) {
                round(doors, place, ear, hints);
            }
            assertThat(of("all of it, without the wait in the SDK")).hasSize(ROUNDS);
            assertThat(percentile(of("all of it"), 1)).as("the longest, ms").isLessThanOrEqualTo(LONGEST_MS);
            ReleasesPage.write("From harm to control", text());
        } finally {
            readers.forEach(ManyReaders::close);
        }
    }

    private void open(Fleet fleet, Place place) throws Exception {
        String position = position(place.revision());
        for (int i = 0; i < NODES; i++) {
            readers.add(ManyReaders.start(fleet.urls().get(i), place.key()));
            readers.get(i).open(STREAMS / NODES + (i < STREAMS % NODES ? 1 : 0), "-", position);
        }
    }

    private static String position(long revision) {
        return "1-" + revision;
    }

    private void round(Doors doors, Place place, Ear ear, HintEar hints) throws Exception {
        expect(place.revision() + 1);
        String id = doors.must("POST", place.releases(), Place.patientRequest("f0", "on"))
                .path("id")
                .asText();
        arrived(System.nanoTime());
        List<String> treated = place.reportWell(id);
        // At any instant between two looks.
        Thread.sleep(1_200 + (long) (Math.random() * 1_000));
        expect(place.revision() + 1);

        long sent = System.nanoTime();
        place.reportHarm(id, treated);
        long taken = System.nanoTime();
        long committed = ear.event(id + " rolledBack", 30);
        long looked = Math.max(taken, ear.lookBefore(committed));
        ManyReaders.Arrived streams = arrived(committed);
        long hinted = hints.after(committed - 5_000_000);

        double last = (committed - sent) / 1e6 + streams.last();
        step("wait in the SDK, at most", FLUSH_MS);
        step("ingest: the batch is sent and acknowledged", (taken - sent) / 1e6);
        step("until the next look begins", (looked - taken) / 1e6);
        step("look: read, judge, decide, and the transaction", (committed - looked) / 1e6);
        step("hint: on Redis, after the commit", Math.max(0, (hinted - committed) / 1e6));
        step("publish: half of the streams, after the commit", streams.p50());
        step("99 % of the streams, after the commit", streams.p99());
        step("the last stream, after the commit", streams.last());
        step("all of it, without the wait in the SDK", last);
        step("all of it", FLUSH_MS + last);
        assertThat(doors.must("GET", place.targeting("f0"), "")
                        .path("default")
                        .path("variant")
                        .asText())
                .isEqualTo("off");
        doors.must("POST", place.releases() + "/" + id + "/acknowledge", "{\"comment\": \"bench\"}");
    }

    private void expect(long revision) throws Exception {
        for (ManyReaders some : readers) {
            some.expect(position(revision));
        }
    }

    /** When half, 99 % and all had it; of several processes the latest. */
    private ManyReaders.Arrived arrived(long since) throws Exception {
        double p50 = 0;
        double p99 = 0;
        double last = 0;
        for (ManyReaders some : readers) {
            ManyReaders.Arrived one = some.arrived(since);
            p50 = Math.max(p50, one.p50());
            p99 = Math.max(p99, one.p99());
            last = Math.max(last, one.last());
        }
        return new ManyReaders.Arrived(0, p50, p99, last);
    }

    private void step(String what, double millis) {
        steps.computeIfAbsent(what, w -> new ArrayList<>()).add(millis);
    }

    private List<Double> of(String what) {
        return steps.getOrDefault(what, List.of());
    }

    private static double percentile(List<Double> all, double share) {
        List<Double> sorted = all.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }

    private String text() {
        StringBuilder rows = new StringBuilder();
        steps.forEach((what, all) -> rows.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f |%n",
                what,
                percentile(all, 0.5),
                percentile(all, 0.99),
                percentile(all, 1))));
        return String.format(
                Locale.ROOT,
                """
                ```
                ./mvnw -Prollback
                ```

                Three packaged servers, PostgreSQL, Redis, %,d flags and %,d streams on one machine. An application reports by
                telemetry that the treated fare badly; a look later the release is rolled back, and each stream gets the
                control. %d rounds on %s: Java %s, %d processors for all of it. Milliseconds; the wait in the SDK is its interval
                between two batches, not measured. Rows of streams are after the commit, of the slowest of the three nodes.

                | | half | 99 %% | longest |
                |---|---|---|---|
                %s""",
                FLAGS,
                STREAMS,
                ROUNDS,
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                rows);
    }
}
