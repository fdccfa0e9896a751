package dev.firstlight.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one PostgreSQL and many releases at once, of which most do harm, while whoever leads is stopped or killed at
 * random instants: no release is advanced twice, none that does harm is missed, none is rolled back twice.
 */
class LeadersBench {

    private static final int NODES = 3;
    private static final int PLACES = 6;
    private static final int LANES = Integer.getInteger("leaders.lanes", 60);
    private static final long SECONDS = Long.getLong("leaders.seconds", 660);
    private static final long SEED = Long.getLong("leaders.seed", 1);
    private static final int SERVES_EVERY_MS = 1_000;

    private final List<String> wrong = new ArrayList<>();
    private final List<Lane.Ended> ended = new ArrayList<>();

    @Test
    void noLeaderIsMissed(@TempDir Path directory) throws Exception {
        try (Fleet fleet = Fleet.start(directory, NODES, Map.of());
                Watcher watcher = new Watcher(fleet.databaseUrl());
                Faults faults = new Faults(fleet, watcher, SEED)) {
            long live = run(fleet, watcher, faults);
            Verdicts verdicts = Verdicts.of(watcher, ended);
            wrong.addAll(verdicts.wrong());
            assertThat(wrong).isEmpty();
            ReleasesPage.write("Leaders killed and stopped", text(faults, verdicts, watcher, live));
        }
    }

    /** Gives how many releases were under way at once, about. */
    private long run(Fleet fleet, Watcher watcher, Faults faults) throws Exception {
        Doors doors = new Doors(fleet.urls());
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            places.add(Place.make(doors, "campaign-" + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        ScheduledExecutorService later = Executors.newScheduledThreadPool(LANES / 2 + PLACES);
        long live;
        try (States states = new States(watcher)) {
            for (Place place : places) {
                later.scheduleWithFixedDelay(() -> serve(place), 0, SERVES_EVERY_MS, TimeUnit.MILLISECONDS);
            }
            List<Lane> lanes = new ArrayList<>();
            List<Future<List<Lane.Ended>>> running = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                Lane lane = new Lane(doors, places.get(i % PLACES), states, later, i);
                lane.begin();
                lanes.add(lane);
            }
            lanes.forEach(lane -> running.add(threads.submit(lane)));
            Thread.sleep(5_000);
            long until = System.nanoTime() + SECONDS * 1_000_000_000L;
            List<Long> atOnce = new ArrayList<>();
            while (System.nanoTime() < until) {
                faults.next();
                atOnce.add(states.running());
            }
            live = atOnce.stream().sorted().toList().get(atOnce.size() / 2);
            states.finish();
            for (Future<List<Lane.Ended>> lane : running) {
                ended.addAll(lane.get());
            }
            lanes.forEach(lane -> wrong.addAll(lane.wrong()));
        } finally {
            later.shutdownNow();
            threads.shutdownNow();
        }
        return live;
    }

    private static void serve(Place place) {
        try {
            place.serve();
        } catch (Exception e) {
            // Nobody answered for long enough; the next comes in a second.
        }
    }

    private static String text(Faults faults, Verdicts verdicts, Watcher watcher, long live) throws Exception {
        return String.format(
                Locale.ROOT,
                """
                ```
                ./mvnw -Pleaders
                ```

                Three packaged servers over one PostgreSQL, and %d flags that are released over and over through the public doors:
                six stages of a second's bake each and a watch of five; most fail sooner or later, some are paused by somebody
                meanwhile; about %d releases at once. Whoever leads is stopped (SIGSTOP) at a random instant of its looks, and goes on (SIGCONT)
                soon, or after another has taken the lead, or is killed (-9) there and started anew. A transition is counted as hit
                where it was due when the leader was gone and came afterwards.

                On %s: Java %s, %d processors for all of it; seed %d; %s.

                | | |
                |---|---|
                | leaders stopped and soon going on | %,d |
                | leaders stopped until another led, then going on | %,d |
                | leaders killed | %,d |
                | transitions hit | %,d |
                | events written | %,d |
                | releases that did harm, each rolled back exactly once | %,d |
                | releases that did none, or only after their end | %,d |
                | harm reported in the last 3 s of the watch after completion, too late for its last look | %,d |
                | stages skipped or added twice, steps missing or doubled, ends doubled, flags that serve otherwise | 0 |

                | until another leads, s | half | 95 %% | longest |
                |---|---|---|---|
                %s
                What the leader was doing at the instant, as the database saw it:

                | | times |
                |---|---|
                %s
                """,
                LANES,
                live,
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                SEED,
                SECONDS + " s",
                faults.of(Faults.Kind.STOPPED_SHORTLY).size(),
                faults.of(Faults.Kind.STOPPED_UNTIL_ANOTHER_LEADS).size(),
                faults.of(Faults.Kind.KILLED).size(),
                faults.due(),
                watcher.count("SELECT count(*) FROM release_event"),
                verdicts.harmful(),
                verdicts.harmless(),
                verdicts.tooLate(),
                failovers("stopped", faults.of(Faults.Kind.STOPPED_UNTIL_ANOTHER_LEADS))
                        + failovers("killed", faults.of(Faults.Kind.KILLED)),
                faults.stood().entrySet().stream()
                        .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |")
                        .collect(Collectors.joining("\n")));
    }

    private static String failovers(String what, List<Faults.Fault> faults) {
        double[] all =
                faults.stream().mapToDouble(Faults.Fault::failover).sorted().toArray();
        return all.length == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f | %.1f |\n",
                        what,
                        all[all.length / 2] / 1e3,
                        all[(int) (all.length * 0.95)] / 1e3,
                        all[all.length - 1] / 1e3);
    }
}
