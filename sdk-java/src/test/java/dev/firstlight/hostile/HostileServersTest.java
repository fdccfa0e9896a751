package dev.firstlight.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Twenty-five servers that do harm, all at once, each with a client of its own that is set up as in production: nothing is
 * thrown, evaluations stay quick, memory bounded, and no server is stormed.
 */
class HostileServersTest {

    private static final long SECONDS = Long.getLong("hostile.seconds", 3);
    private static final int MOST_BYTES = 32 << 20;
    private static final long MOST_NANOS = 10_000;
    private static final int MOST_CONNECTS_A_MINUTE = 20;

    private final Map<String, Throwable> thrown = new ConcurrentHashMap<>();

    @Test
    void areBorne() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> thrown.put(thread.getName(), failure));
        List<HostileServer> servers = new ArrayList<>();
        List<FlagClient> clients = new ArrayList<>();
        try {
            assertThat(Hostility.values()).hasSize(25);
            for (Hostility each : Hostility.values()) {
                servers.add(new HostileServer(each));
            }
            long memory = usedAfterCollection();
            for (HostileServer server : servers) {
                clients.add(FlagClient.builder()
                        .url(server.url())
                        .sdkKey("fls_test")
                        .region("nz")
                        .build());
            }
            long[] nanos = askFor(clients);
            assertThat(nanos[nanos.length * 99 / 100]).as("the 99th percentile").isLessThanOrEqualTo(MOST_NANOS);
            assertThat(usedAfterCollection() - memory).isLessThanOrEqualTo((long) MOST_BYTES * clients.size());
            for (int i = 0; i < servers.size(); i++) {
                Hostility how = Hostility.values()[i];
                assertThat(servers.get(i).mostStreams.get())
                        .as("streams, %s", how)
                        .isLessThanOrEqualTo(1);
                long minutes = Math.max(1, SECONDS / 60);
                assertThat(servers.get(i).connects.get())
                        .as("connects, %s", how)
                        .isLessThanOrEqualTo((int) (MOST_CONNECTS_A_MINUTE * minutes));
            }
            assertThat(thrown).isEmpty();
        } finally {
            clients.forEach(FlagClient::close);
            for (HostileServer server : servers) {
                server.close();
            }
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** How long evaluations took, sorted. */
    private static long[] askFor(List<FlagClient> clients) throws InterruptedException {
        Context alice = Context.of("alice");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long[] nanos = new long[2_000_000];
        int count = 0;
        while (System.nanoTime() < end) {
            for (FlagClient client : clients) {
                long began = System.nanoTime();
                var evaluation = client.intEvaluation("revision", alice, -1);
                long took = System.nanoTime() - began;
                nanos[count++ % nanos.length] = took;
                client.track("metric", alice, 1);
                assertThat(evaluation.value()).isIn(-1L, 1L, 3L, 9L);
                assertThat(evaluation.errorCode() == null || evaluation.errorCode() != ErrorCode.GENERAL)
                        .isTrue();
            }
            if (count % 2_500 == 0) {
                Thread.sleep(1);
            }
        }
        long[] taken = Arrays.copyOf(nanos, Math.min(count, nanos.length));
        Arrays.sort(taken);
        return taken;
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
