package dev.firstlight.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Java SDK and the revision that it evaluates by, looked at a hundred times a second: it never goes back. */
public final class PositionWatch implements AutoCloseable {

    private static final int SAMPLE_MS = 10;

    private final FlagClient client;
    private final String flag;
    private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();
    private volatile long revision;
    private volatile long backwards;

    private PositionWatch(FlagClient client, String flag) {
        this.client = client;
        this.flag = flag;
    }

    /** Connects, and begins once there is a ruleset. */
    public static PositionWatch start(String url, String sdkKey, String flag) {
        FlagClient client = FlagClient.builder().url(url).sdkKey(sdkKey).build();
        PositionWatch watch = new PositionWatch(client, flag);
        assertThat(client.awaitReady(Duration.ofSeconds(20))).isTrue();
        watch.sample();
        watch.sampling.scheduleAtFixedRate(watch::sample, 0, SAMPLE_MS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void sample() {
        Object now = client.boolEvaluation(flag, Context.of("alice"), false)
                .metadata()
                .asMap()
                .get("revision");
        long at = now instanceof Number number ? number.longValue() : 0;
        if (at < revision) {
            backwards++;
        }
        revision = at;
    }

    /** The revision it evaluates by. */
    public long revision() {
        return revision;
    }

    /** Waits until it has a revision. */
    public void reaches(long wanted, Duration within) {
        Awaitility.await().atMost(within).pollInterval(Duration.ofMillis(5)).until(() -> revision >= wanted);
    }

    /** How often it went back. */
    public long wentBack() {
        return backwards;
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        client.close();
    }
}
