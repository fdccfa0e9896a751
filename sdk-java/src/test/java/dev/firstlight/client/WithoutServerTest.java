package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are given their first ruleset, that stay away from the network, or that ask only when they are told to. */
@Timeout(60)
class WithoutServerTest {

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
        return Quick.builder(server.url());
    }

    private static long revision(FlagClient client) {
        return client.intValue("revision", ALICE, -1);
    }

    private static String text(long revision) {
        return TestServer.ruleset(revision).toString();
    }

    @Test
    void servesWhatItWasGivenUntilTheServerAnswers() throws Exception {
        server.mute = true;
        try (FlagClient client = builder().bootstrap(text(1)).build()) {
            assertThat(revision(client)).isEqualTo(1); // at once
            assertThat(client.awaitReady(Duration.ZERO)).isTrue();
            assertThat(client.status().state()).isEqualTo(Status.State.STALE);
            server.serve(TestServer.ruleset(2));
            server.mute = false;
            Await.until("revision 2", () -> revision(client) == 2);
            Await.until("ready", () -> client.status().state() == Status.State.READY);
        }
    }

    @Test
    void prefersTheFileOfAnEarlierRunWhereItIsNewer() throws Exception {
        server.serve(TestServer.ruleset(5));
        try (FlagClient client = builder().cacheDirectory(directory).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
        }
        FlagClientBuilder offline = builder().cacheDirectory(directory).offline(true);
        try (FlagClient client = offline.bootstrap(text(4)).build()) {
            assertThat(revision(client)).isEqualTo(5);
        }
        try (FlagClient client = offline.bootstrap(text(6)).build()) {
            assertThat(revision(client)).isEqualTo(6);
        }
    }

    @Test
    void refusesToBeginWithWhatIsNoRuleset() {
        for (String none : List.of("", "{", "[]", "null", "{\"schema\":9}")) {
            assertThatThrownBy(() -> builder().bootstrap(none).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ruleset");
        }
    }

    @Test
    void staysAwayFromTheNetwork() throws Exception {
        Set<Thread> before = threads();
        try (FlagClient client = builder().bootstrap(text(1)).offline(true).build()) {
            assertThat(client.awaitReady(Duration.ZERO)).isTrue();
            assertThat(client.status().state()).isEqualTo(Status.State.READY);
            assertThat(client.refresh(PATIENCE)).isFalse();
            assertThat(client.flush(PATIENCE)).isTrue();
            List<String> changed = new ArrayList<>();
            client.onChange("revision", changed::add);
            assertThat(client.serve(text(2))).isTrue();
            assertThat(changed).containsExactly("revision");
            assertThat(revision(client)).isEqualTo(2);
            assertThat(client.serve(text(2))).isFalse();
            assertThat(client.serve(text(1))).isFalse();
            assertThat(client.serve("{")).isFalse();
            assertThat(revision(client)).isEqualTo(2);
        }
        try (FlagClient client = FlagClient.builder().offline(true).build()) {
            assertThat(client.awaitReady(PATIENCE)).isFalse();
            assertThat(client.status().state()).isEqualTo(Status.State.ERROR);
            assertThat(client.boolEvaluation("x", ALICE, true).errorCode()).isEqualTo(ErrorCode.PROVIDER_FATAL);
            assertThat(client.serve(text(1))).isTrue();
            assertThat(client.status().state()).isEqualTo(Status.State.READY);
        }
        assertThat(threads()).isSubsetOf(before);
        assertThat(server.opened).isEmpty();
        assertThat(server.telemetry).isEmpty();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("firstlight-"))
                .collect(Collectors.toSet());
    }

    @Test
    void asksAndReportsOnlyWhenItIsToldTo() throws Exception {
        Set<Thread> before = threads();
        server.serve(TestServer.rulesetOf(2, Map.of("checkout", TestServer.released(100_000, "failed"))));
        try (FlagClient client = builder().bootstrap(text(1)).serverless(true).build()) {
            assertThat(revision(client)).isEqualTo(1);
            assertThat(threads()).isSubsetOf(before);
            assertThat(client.status().state()).isEqualTo(Status.State.STALE);
            assertThat(server.fetched).hasValue(0);
            assertThat(client.refresh(PATIENCE)).isTrue();
            assertThat(client.status().state()).isEqualTo(Status.State.READY);
            assertThat(client.boolValue("checkout", ALICE, false)).isTrue();
            client.track("failed", ALICE);
            assertThat(client.refresh(PATIENCE)).isTrue(); // and is told that nothing has changed
            assertThat(server.fetched).hasValue(2);
            assertThat(server.telemetry).isEmpty();
            assertThat(client.flush(PATIENCE)).isTrue();
            JsonNode batch = server.telemetry.remove();
            assertThat(batch.at("/applied/revision").asLong()).isEqualTo(2);
            assertThat(batch.at("/outcomes/0/metric").asText()).isEqualTo("failed");
            client.track("failed", ALICE);
            server.telemetryStatus = 503;
            assertThat(client.flush(PATIENCE)).isFalse();
            server.telemetryStatus = 202;
        }
        assertThat(server.telemetry.remove().has("outcomes")).isTrue();
        assertThat(server.telemetry.remove().has("outcomes")).isTrue(); // when it was closed
        assertThat(server.opened).isEmpty();
    }

    @Test
    void waitsForAServerNoLongerThanItIsToldTo() {
        server.mute = true;
        long began = System.nanoTime();
        try (FlagClient client =
                builder().url("http://10.255.255.1:9").serverless(true).build()) {
            assertThat(client.refresh(Duration.ofMillis(200))).isFalse();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    /** What a function's cold start pays, once Java has loaded the classes; and with that. */
    @Test
    void beginsFromABundledRulesetWithinFiftyMilliseconds() {
        Map<String, JsonNode> flags = new java.util.HashMap<>();
        for (int i = 0; i < 100; i++) {
            flags.put("flag-" + i, TestServer.flag(i));
        }
        String bundled = TestServer.rulesetOf(1, flags).toString();
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            try (FlagClient client = builder()
                    .bootstrap(bundled)
                    .serverless(true)
                    .telemetry(false)
                    .build()) {
                assertThat(client.intValue("flag-7", ALICE, -1)).isEqualTo(7);
                took.add(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        assertThat(took.stream().min(Duration::compareTo).orElseThrow()).isLessThan(Duration.ofMillis(50));
    }
}
