package dev.firstlight.server.support;

import dev.firstlight.client.ClientCounts;
import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.core.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The main class of a process of SDKs that are asked for two flags over and over, and print what they see. It knows nothing but
 * the SDK, so that it runs with one of another version.
 */
public final class SdkProcess {

    private static final Context SOMEBODY = Context.of("alice");
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final int EVERY_MS = 2;
    private static final int SAYS_EVERY_MS = 500;

    private final FlagClient client;
    private final String name;
    private final String first;
    private final String second;
    private long epoch;
    private long revision;
    private static final AtomicLong ASKED = new AtomicLong();
    private static final AtomicLong BACK = new AtomicLong();
    private static final AtomicLong TORN = new AtomicLong();

    private SdkProcess(FlagClient client, String name, String first, String second) {
        this.client = client;
        this.name = name;
        this.first = first;
        this.second = second;
    }

    /** How many, the region or {@code -}, the key, the addresses with commas between, and the two flags' keys. */
    public static void main(String[] arguments) throws IOException {
        List<String> urls = Arrays.asList(arguments[3].split(","));
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            FlagClient client = FlagClient.builder()
                    .urls(urls)
                    .sdkKey(arguments[2])
                    .region(arguments[1].equals("-") ? null : arguments[1])
                    .build();
            start(new SdkProcess(client, arguments[1] + i, arguments[4], arguments[5])::ask, "asks-" + i);
        }
        start(SdkProcess::say, "says");
        // Whoever started it closes this when it is to end.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void start(Work work, String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() throws InterruptedException {
        if (!client.awaitReady(LONGEST_START)) {
            System.out.println("F " + name + " " + client.status());
        }
        while (true) {
            FlagEvaluation<Object> one = client.evaluation(first, SOMEBODY, "nothing");
            FlagEvaluation<Object> other = client.evaluation(second, SOMEBODY, "nothing");
            ClientCounts now = client.counts();
            check(one, other);
            look(now, client.evaluation(first, SOMEBODY, "nothing"));
            ASKED.incrementAndGet();
            Thread.sleep(EVERY_MS);
        }
    }

    private void check(FlagEvaluation<Object> one, FlagEvaluation<Object> other) {
        for (FlagEvaluation<Object> answer : List.of(one, other)) {
            if (answer.errorCode() != null) {
                System.out.println("F " + name + " " + answer.errorCode() + " " + answer.errorMessage());
            }
        }
        Object at = one.metadata().asMap().get("revision");
        boolean same = at != null && at.equals(other.metadata().asMap().get("revision"));
        if (same && !one.value().equals(other.value())) {
            TORN.incrementAndGet();
        }
    }

    /** A ruleset may come between two looks: then the next look says so. */
    private void look(ClientCounts now, FlagEvaluation<Object> value) {
        Object at = value.metadata().asMap().get("revision");
        if (now.epoch() == epoch && now.revision() == revision
                || !(at instanceof Number number)
                || number.longValue() != now.revision()) {
            return;
        }
        if (now.epoch() < epoch || now.epoch() == epoch && now.revision() < revision) {
            BACK.incrementAndGet();
        }
        epoch = now.epoch();
        revision = now.revision();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        System.out.println("P " + name + " " + epoch + " " + revision + " " + micros + " " + value.value());
    }

    private static void say() throws InterruptedException {
        while (true) {
            System.out.println("S " + ASKED + " " + BACK + " " + TORN);
            Thread.sleep(SAYS_EVERY_MS);
        }
    }
}
