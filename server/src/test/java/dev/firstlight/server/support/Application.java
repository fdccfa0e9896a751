package dev.firstlight.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.ClientCounts;
import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagClientBuilder;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.core.Context;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A Java SDK that somebody asks for a flag a hundred times a second: it has an answer, and its position never goes back. */
public final class Application implements AutoCloseable {

    private static final int EVERY_MS = 10;
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Context SOMEBODY = Context.of("alice");

    private final FlagClient client;
    private final String flag;
    private final Set<String> failures = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked = new AtomicLong();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    private volatile Position position = new Position(0, 0);
    private volatile long wentBack;

    private Application(FlagClient client, String flag) {
        this.client = client;
        this.flag = flag;
    }

    /** Where an SDK is: a later epoch is further than any revision of an earlier one. */
    public record Position(long epoch, long revision) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            return Comparator.comparingLong(Position::epoch)
                    .thenComparingLong(Position::revision)
                    .compare(this, other);
        }
    }

    /** Connects, and asks for a flag from when there is a ruleset. */
    public static Application start(FlagClientBuilder settings, String flag) {
        Application application = new Application(settings.build(), flag);
        assertThat(application.client.awaitReady(LONGEST_START))
                .as("%s", application.client.status())
                .isTrue();
        application.ask();
        application.asking.scheduleAtFixedRate(application::ask, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        return application;
    }

    private void ask() {
        FlagEvaluation<Object> answer = client.evaluation(flag, SOMEBODY, "nothing");
        asked.incrementAndGet();
        if (answer.errorCode() != null) {
            failures.add(answer.errorCode() + ": " + answer.errorMessage());
        }
        ClientCounts counts = client.counts();
        Position now = new Position(counts.epoch(), counts.revision());
        if (now.compareTo(position) < 0) {
            wentBack++;
        }
        position = now;
    }

    /** Where it is. */
    public Position position() {
        return position;
    }

    /** Waits until it is there, or further. */
    public void reaches(Position wanted, Duration within) {
        Awaitility.await()
                .atMost(within)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> position.compareTo(wanted) >= 0);
    }

    /** What it answers for a flag. */
    public Object value(String key) {
        return client.evaluation(key, SOMEBODY, "nothing").value();
    }

    /** What it answers for each flag that it knows. */
    public Map<String, Object> values() {
        return client.flagKeys().stream().collect(Collectors.toMap(key -> key, this::value));
    }

    /** How often it was asked. */
    public long asked() {
        return asked.get();
    }

    /** What kept it from an answer, each kind once. */
    public Set<String> failures() {
        return Set.copyOf(failures);
    }

    /** How often it went back. */
    public long wentBack() {
        return wentBack;
    }

    @Override
    public void close() {
        asking.shutdownNow();
        client.close();
    }
}
