package dev.firstlight.server.upgrade;

import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Somebody who writes ten times a second: mostly the flags {@code left} and {@code right} in one revision, sometimes a new flag,
 * and sometimes what has to be refused.
 */
final class Writes implements AutoCloseable {

    /** What a write that has to be refused would have served. */
    static final String REFUSED = "refused";

    private static final int VARIANTS = 30;
    private static final int EVERY_MS = 100;
    private static final int NEW_FLAG_EVERY = 20;
    private static final int REFUSED_EVERY = 10;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final NavigableMap<Long, Acknowledged> acknowledged = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final Rotation nodes;
    private final String project;
    private int number;

    /**
     * A revision that was acknowledged.
     *
     * @param micros when, since 1970
     */
    record Acknowledged(long revision, String value, long micros) {}

    Writes(Rotation nodes, String project) {
        this.nodes = nodes;
        this.project = project;
    }

    /** Both flags' variants. */
    static List<String> variants() {
        return java.util.stream.Stream.concat(
                        IntStream.range(0, VARIANTS).mapToObj(i -> "v" + i), java.util.stream.Stream.of(REFUSED))
                .toList();
    }

    void begin() {
        thread.scheduleAtFixedRate(this::write, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void write() {
        int now = ++number;
        try {
            if (now % NEW_FLAG_EVERY == 0) {
                make("made-" + now);
            } else if (now % REFUSED_EVERY == 1) {
                refuse();
            } else {
                both("v" + now % VARIANTS);
            }
        } catch (IOException | RuntimeException e) {
            failed.add(now + ": " + e);
        }
    }

    private void both(String variant) throws IOException {
        KeptConnection.Answer answer = change(variant, "");
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        if (answer.status() != 200) {
            failed.add(number + ": " + answer);
            return;
        }
        long revision = Json.parse(answer.body()).path("revision").asLong();
        acknowledged.put(revision, new Acknowledged(revision, variant, micros));
    }

    /** Both were changed since their first version, so it comes too late. */
    private void refuse() throws IOException {
        KeptConnection.Answer answer = change(REFUSED, "\"version\": 1, ");
        if (answer.status() == 412) {
            refused.incrementAndGet();
        } else {
            failed.add(number + ": " + answer);
        }
    }

    private KeptConnection.Answer change(String variant, String condition) throws IOException {
        String one = String.format(
                Locale.ROOT,
                "%s\"instructions\": [{\"kind\": \"setDefault\", \"variant\": \"%s\"}]}",
                condition,
                variant);
        return nodes.send(
                "POST",
                "/api/v1/projects/" + project + "/environments/production/changes",
                "{\"changes\": [{\"flag\": \"left\", " + one + ", {\"flag\": \"right\", " + one + "]}");
    }

    private void make(String flag) throws IOException {
        KeptConnection.Answer answer = nodes.send(
                "POST",
                "/api/v1/projects/" + project + "/flags",
                "{\"key\": \"" + flag + "\", \"type\": \"boolean\", \"variants\": {\"on\": true, \"off\": false}}");
        if (answer.status() == 201) {
            made.add(flag);
        } else {
            failed.add(number + ": " + answer);
        }
    }

    /** By revision. */
    NavigableMap<Long, Acknowledged> acknowledged() {
        return acknowledged;
    }

    List<String> made() {
        return List.copyOf(made);
    }

    /** Those that were refused as they had to be. */
    int refused() {
        return refused.get();
    }

    /** Those that got no answer, or another than they had to. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
