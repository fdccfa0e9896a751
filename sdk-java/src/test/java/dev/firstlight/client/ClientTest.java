package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.source.SourceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client against a server over real sockets. */
@Timeout(60)
class ClientTest {

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

    private FlagClientBuilder builder() {
        FlagClientBuilder builder =
                FlagClient.builder().url(server.url()).sdkKey("fls_test").region("nz");
        builder.sourceTiming = new SourceConfig.Timing(
                Duration.ofSeconds(5),
                Duration.ofMillis(400),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(1),
                Duration.ofMillis(300));
        builder.telemetryTiming = QuickTelemetry.TIMING;
        return builder;
    }

    private static long revision(FlagClient client) {
        return client.intValue("revision", ALICE, -1);
    }

    @Test
    void evaluatesWhatTheServerSends() {
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(client.status().state()).isEqualTo(Status.State.READY);
            assertThat(client.intValue("revision", ALICE, -1)).isEqualTo(1);
            assertThat(client.doubleValue("revision", ALICE, -1)).isEqualTo(1.0);
            assertThat(client.stringValue("revision", ALICE, "fallback")).isEqualTo("fallback");
            assertThat(client.boolValue("nowhere", ALICE, true)).isTrue();
            assertThat(client.objectValue("nowhere", ALICE, Map.of("a", 1))).containsEntry("a", 1);
            assertThat(client.stringEvaluation("revision", ALICE, "x").errorCode())
                    .isEqualTo(ErrorCode.TYPE_MISMATCH);
            assertThat(client.intEvaluation("revision", ALICE, 5).variant()).isEqualTo("v");
        }
    }

    @Test
    void answersFallbacksBeforeThereIsARuleset() {
        server.mute = true;
        FlagClientBuilder builder = builder();
        builder.sourceTiming = SourceConfig.Timing.DEFAULT;
        try (FlagClient client = builder.build()) {
            assertThat(client.awaitReady(Duration.ofMillis(50))).isFalse();
            assertThat(client.status().state()).isEqualTo(Status.State.NOT_READY);
            assertThat(client.boolEvaluation("revision", ALICE, true).errorCode())
                    .isEqualTo(ErrorCode.PROVIDER_NOT_READY);
            client.track("metric", ALICE);
        }
    }

    @Test
    void followsChangesAndTellsListeners() throws Exception {
        BlockingQueue<String> changed = new LinkedBlockingQueue<>();
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            Subscription failing = client.onChange("revision", key -> {
                throw new IllegalStateException("the application's own");
            });
            client.onChange("revision", changed::add);
            client.onChange("other", changed::add);
            server.change();
            assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("revision");
            assertThat(revision(client)).isEqualTo(2);
            failing.close();
            server.change();
            assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("revision");
            assertThat(server.fetched).hasValue(0);
        }
    }

    @Test
    void resumesWhereItWas() throws Exception {
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(server.opened.take().lastEventId()).isNull();
            server.change();
            Await.until("revision 2", () -> revision(client) == 2);
            server.endStreams();
            TestServer.Opened again = server.opened.take();
            assertThat(again.lastEventId()).isEqualTo("1-2");
            assertThat(again.query()).isEqualTo("epoch=1&revision=2");
            Await.until("ready", () -> client.status().state() == Status.State.READY);
            server.change();
            Await.until("revision 3", () -> revision(client) == 3);
        }
        assertThat(server.mostOpen).hasValue(1);
    }

    @Test
    void callsASilentStreamDead() throws Exception {
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();
            client.onStatus(statuses::add);
            server.mute = true;
            assertThat(statuses.poll(10, TimeUnit.SECONDS))
                    .extracting(Status::state)
                    .isEqualTo(Status.State.STALE);
            assertThat(revision(client)).isEqualTo(1);
            server.serve(TestServer.ruleset(5));
            server.mute = false;
            Await.until("revision 5", () -> revision(client) == 5);
            Await.until("ready", () -> client.status().state() == Status.State.READY);
        }
    }

    @Test
    void asksOnceWithAKeyThatIsRefused() throws Exception {
        server.streamStatus = 401;
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isFalse();
            assertThat(client.status().state()).isEqualTo(Status.State.ERROR);
            assertThat(client.status().reason()).contains("401").contains("key");
            assertThat(client.boolEvaluation("revision", ALICE, true).errorCode())
                    .isEqualTo(ErrorCode.PROVIDER_FATAL);
            Thread.sleep(300);
            assertThat(server.opened).hasSize(1);
            assertThat(server.fetched).hasValue(0);
            assertThat(server.telemetry).isEmpty();
        }
    }

    @Test
    void comesBackAfterAGoodbye() throws Exception {
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.opened.take();
            server.sendAll("event: goodbye\ndata: {\"reconnectWithinMs\": 20}\n\n");
            assertThat(server.opened.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(client.status().state()).isEqualTo(Status.State.READY);
        }
    }

    @Test
    void fetchesTheWholeWhereADigestDoesNotFit() throws Exception {
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.change("0".repeat(64));
            Await.until("revision 2", () -> revision(client) == 2);
            assertThat(server.fetched).hasValue(1);
            Await.until("the mismatch is reported", () -> {
                JsonNode batch = server.telemetry.poll(10, TimeUnit.SECONDS);
                return batch != null && batch.get("digestMismatches").asInt() == 1;
            });
            server.change();
            Await.until("revision 3", () -> revision(client) == 3);
            assertThat(server.fetched).hasValue(1);
        }
    }

    @Test
    void fetchesByPollingWhereStreamsFail() throws Exception {
        server.streamStatus = 500;
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.serve(TestServer.ruleset(2));
            Await.until("revision 2", () -> revision(client) == 2);
            server.streamStatus = 200;
            Await.until("streaming", () -> server.mostOpen.get() == 1);
            Await.until("ready", () -> client.status().state() == Status.State.READY);
        }
    }

    @Test
    void neverGoesBackWithinAnEpoch() throws Exception {
        server.serve(TestServer.ruleset(7));
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.sendAll("event: ruleset\ndata: " + TestServer.ruleset(3) + "\n\n");
            server.sendAll("event: ruleset\ndata: {}\n\n");
            server.serve(TestServer.ruleset(8));
            Await.until("revision 8", () -> revision(client) == 8);
            server.sendAll("event: ruleset\ndata: " + TestServer.ruleset(2).put("epoch", 2) + "\n\n");
            Await.until("the new epoch", () -> revision(client) == 2);
        }
    }

    @Test
    void startsFromAFileWhileTheServerIsDown() throws Exception {
        try (FlagClient client = builder().cacheDirectory(directory).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.change();
            Await.until("revision 2", () -> revision(client) == 2);
        }
        int port = server.port();
        server.close();
        try (FlagClient client = builder().cacheDirectory(directory).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(revision(client)).isEqualTo(2);
            assertThat(client.status().state()).isEqualTo(Status.State.STALE);
            server = new TestServer(port);
            server.serve(TestServer.ruleset(3));
            Await.until("revision 3", () -> revision(client) == 3);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void closesInTimeAndLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < 20; i++) {
            FlagClient client = builder().build();
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            client.onStatus(status -> {});
            long began = System.nanoTime();
            client.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(client.intValue("revision", ALICE, -1)).isEqualTo(1);
            client.close();
        }
        Await.until("no thread is left", () -> {
            System.gc(); // before JDK 21 an HTTP client's selector thread goes with the client itself
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .noneMatch(thread -> thread.getName().startsWith("firstlight-")
                            || thread.getName().startsWith("HttpClient-"));
        });
    }

    @Test
    void saysWhatIsMissingWhenItIsBuilt() {
        assertThatThrownBy(() -> FlagClient.builder().sdkKey("k").build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FlagClient.builder().url("http://localhost").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        FlagClient.builder().url("ftp://localhost").sdkKey("k").build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
