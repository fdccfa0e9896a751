package dev.firstlight.server.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Stops or kills whoever leads, at a random instant of a look at all releases. */
final class Faults implements AutoCloseable {

    /** A look at all releases takes about as long. */
    private static final int LOOK_MS = 600;
    /** As long as a leader may be gone without anybody noticing. */
    private static final int SHORT_MS = 900;
    /** After this nobody is waited for any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A look later, what was due when the leader was gone has happened. */
    private static final int NEXT_LOOK_MS = 1_300;

    private final Fleet fleet;
    private final Watcher watcher;
    private final Random random;
    private final ExecutorService starters = Executors.newSingleThreadExecutor();
    private final Set<Integer> down = new HashSet<>();
    private final Map<Kind, List<Fault>> made = new TreeMap<>();
    private final Map<String, Integer> stood = new TreeMap<>();
    private @Nullable Future<?> starting;

    Faults(Fleet fleet, Watcher watcher, long seed) {
        this.fleet = fleet;
        this.watcher = watcher;
        this.random = new Random(seed);
    }

    enum Kind {
        STOPPED_SHORTLY,
        STOPPED_UNTIL_ANOTHER_LEADS,
        KILLED
    }

    /**
     * What was done.
     *
     * @param failover until another leads, in milliseconds; 0 where none had to
     * @param due transitions that were due when the leader was gone
     */
    record Fault(double failover, long due) {}

    /** Waits for a look, and lets one thing happen in it. */
    void next() throws Exception {
        String leader = watcher.nextLook(20_000);
        if (leader == null) {
            throw new AssertionError("nobody has looked at releases for 20 s");
        }
        int node = Fleet.number(leader);
        Kind kind = kind();
        sleep(random.nextInt(LOOK_MS * 1_000));
        Instant from = watcher.now();
        fleet.stop(node);
        stood.merge(watcher.doing(leader), 1, Integer::sum);
        double failover = 0;
        switch (kind) {
            case STOPPED_SHORTLY -> {
                Thread.sleep(random.nextInt(SHORT_MS));
                fleet.goOn(node);
            }
            case STOPPED_UNTIL_ANOTHER_LEADS -> {
                failover = another(leader, from);
                Thread.sleep(random.nextInt(2_000));
                fleet.goOn(node);
            }
            case KILLED -> {
                fleet.kill(node);
                down.add(node);
                failover = another(leader, from);
                starting = starters.submit(() -> {
                    fleet.startAgain(node);
                    return null;
                });
            }
        }
        Thread.sleep(NEXT_LOOK_MS);
        long due = watcher.count(
                "SELECT count(DISTINCT release_id) FROM noted_event WHERE at > ? AND at <= clock_timestamp()",
                from.atOffset(java.time.ZoneOffset.UTC));
        made.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Fault(failover, due));
    }

    /** Two are always there, so that somebody can lead. */
    private Kind kind() throws Exception {
        Future<?> started = starting;
        if (started != null && started.isDone()) {
            started.get();
            down.clear();
            starting = null;
        }
        int dice = random.nextInt(100);
        if (dice < 88 || !down.isEmpty()) {
            return Kind.STOPPED_SHORTLY;
        }
        return dice < 94 ? Kind.STOPPED_UNTIL_ANOTHER_LEADS : Kind.KILLED;
    }

    private double another(String leader, Instant from) throws Exception {
        Instant until = from.plus(PATIENCE);
        while (watcher.now().isBefore(until)) {
            Instant taken = watcher.takenOver(leader, from);
            if (taken != null) {
                return Duration.between(from, taken).toNanos() / 1e6;
            }
            Thread.sleep(50);
        }
        return PATIENCE.toMillis();
    }

    private static void sleep(int micros) throws InterruptedException {
        Thread.sleep(micros / 1_000, micros % 1_000 * 1_000);
    }

    List<Fault> of(Kind kind) {
        return made.getOrDefault(kind, List.of());
    }

    int count() {
        return made.values().stream().mapToInt(List::size).sum();
    }

    long due() {
        return made.values().stream()
                .flatMap(List::stream)
                .mapToLong(Fault::due)
                .sum();
    }

    /** What leaders were doing when they were stopped or killed, and how often. */
    Map<String, Integer> stood() {
        return stood;
    }

    @Override
    public void close() throws Exception {
        Future<?> started = starting;
        if (started != null) {
            started.get();
        }
        starters.shutdown();
    }
}
