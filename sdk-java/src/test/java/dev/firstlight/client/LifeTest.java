package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the first start to the last close: what is left behind, and what happens while there is no server. */
@Timeout(120)
class LifeTest {
    private static final int CYCLES = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Context ALICE = Context.of("alice");

    private TestServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static long revision(FlagClient client) {
        return client.intValue("revision", ALICE, -1);
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** Those that were not there before; a server of another test may have left one that no longer answers to anybody. */
    private static long threads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getName().startsWith("firstlight-")
                        || thread.getName().startsWith("HttpClient-"))
                .count();
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        cycles(50); // what is loaded once
        long memory = usedAfterCollection();
        long files = descriptors();
        cycles(CYCLES);
        Await.until("no thread is left", () -> {
            System.gc(); // before JDK 21 an HTTP client's selector thread goes with the client itself
            return threads(before) == 0;
        });
        Await.until("no handle is left", () -> descriptors() <= files + 8);
        server.telemetry.clear();
        server.opened.clear();
        assertThat(usedAfterCollection() - memory).isLessThan(8_000_000);
    }

    private void cycles(int count) {
        for (int i = 0; i < count; i++) {
            FlagClient client = Quick.builder(server.url()).build();
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(revision(client)).isEqualTo(1);
            long began = System.nanoTime();
            client.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }

    /** Ten minutes without a server, in quick time: no value changes, and a start goes by the file. */
    @Test
    void goesOnWithoutAServer() throws Exception {
        FlagClientBuilder builder = Quick.builder(server.url()).cacheDirectory(directory);
        int port = server.port();
        try (FlagClient client = builder.build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.close();
            Await.until("stale", () -> client.status().state() == Status.State.STALE);
            long end = System.nanoTime() + 1_500_000_000L; // some thirty attempts to connect
            while (System.nanoTime() < end) {
                FlagEvaluation<Long> evaluation = client.intEvaluation("revision", ALICE, -1);
                assertThat(evaluation.value()).isEqualTo(1);
                assertThat(evaluation.errorCode()).isNull();
            }
        }
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            try (FlagClient client = builder.build()) {
                assertThat(client.awaitReady(PATIENCE)).isTrue();
                starts.add(Duration.ofNanos(System.nanoTime() - began));
                assertThat(revision(client)).isEqualTo(1);
            }
        }
        assertThat(starts).allMatch(took -> took.compareTo(Duration.ofMillis(300)) <= 0);
        try (FlagClient client = Quick.builder("http://127.0.0.1:" + port).build()) {
            assertThat(client.awaitReady(Duration.ofMillis(100))).isFalse();
            assertThat(client.intEvaluation("revision", ALICE, 7).value()).isEqualTo(7);
            assertThat(client.intEvaluation("revision", ALICE, 7).errorCode()).isEqualTo(ErrorCode.PROVIDER_NOT_READY);
        }
        server = new TestServer(port);
    }

    /** Evaluations, changes and a close at once, by a seed: nothing throws, and no value is one that never was. */
    @Test
    void survivesSwapsAndACloseWhileItIsAsked() throws Exception {
        Random random = new Random(20_261_129);
        for (int round = 0; round < 40; round++) {
            server.serve(TestServer.ruleset(1));
            FlagClient client = Quick.builder(server.url()).build();
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(new Thread(() -> ask(client, ended, failure)));
            }
            threads.forEach(Thread::start);
            int changes = random.nextInt(6);
            for (int i = 0; i < changes; i++) {
                server.change();
                Thread.sleep(random.nextInt(4));
            }
            client.close();
            client.close();
            ended.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failure.get()).isNull();
            long last = revision(client);
            assertThat(last).isBetween(1L, 1L + changes);
            server.change(); // which a client that is closed does not see
            assertThat(revision(client)).isEqualTo(last);
        }
    }

    private static void ask(FlagClient client, AtomicBoolean ended, AtomicReference<Throwable> failure) {
        try {
            long newest = 0;
            while (!ended.get()) {
                FlagEvaluation<Long> evaluation = client.intEvaluation("revision", ALICE, -1);
                long value = evaluation.value();
                assertThat(value).isGreaterThanOrEqualTo(newest); // never back
                assertThat(evaluation.metadata().revision()).isEqualTo(value); // of one ruleset
                newest = value;
                client.track("metric", ALICE, 1);
                client.flush(Duration.ofMillis(1));
                assertThat(client.counts().revision()).isGreaterThanOrEqualTo(newest);
                assertThat(client.flagKeys()).isEqualTo(Map.of("revision", 1).keySet());
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }
}
