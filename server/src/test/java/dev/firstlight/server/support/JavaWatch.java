package dev.firstlight.server.support;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The Java SDK asked for a boolean flag over and over; keeps each value it took, as {@link NodeWatch} prints them. */
public final class JavaWatch implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final int SAMPLE_MS = 10;

    private final FlagClient client;
    private final String flag;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();

    private JavaWatch(FlagClient client, String flag) {
        this.client = client;
        this.flag = flag;
    }

    /** Connects, and begins once there is a ruleset. */
    public static JavaWatch start(String url, String sdkKey, String flag) {
        FlagClient client =
                FlagClient.builder().url(url).sdkKey(sdkKey).region("nz").build();
        JavaWatch watch = new JavaWatch(client, flag);
        client.awaitReady(LONGEST_START);
        watch.sampling.scheduleAtFixedRate(watch::sample, 0, SAMPLE_MS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void sample() {
        FlagEvaluation<Boolean> evaluation = client.boolEvaluation(flag, Context.of("alice"), false);
        String now =
                evaluation.errorCode() == null ? "value " + evaluation.value() : "fallback " + evaluation.errorCode();
        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(now)) {
            seen.add(now);
        }
    }

    /** The values so far: {@code value true}, {@code value false}, or {@code fallback} with an error code. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        client.close();
    }
}
