package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.Kills;
import dev.firstlight.core.Reason;
import dev.firstlight.wire.KillList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is two days off, from the start or all of a sudden: no order, no wait and no kill list knows of it. */
@Timeout(60)
class WallClockTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Context ALICE = Context.of("alice");

    private TestServer server;
    private volatile Instant now = Instant.parse("2026-12-01T12:00:00Z");

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
        FlagClientBuilder builder = Quick.builder(server.url());
        builder.clock = () -> now;
        builder.killEvery = Duration.ofMillis(20);
        return builder;
    }

    private void jump(long hours) {
        now = now.plus(Duration.ofHours(hours));
    }

    private static long revision(FlagClient client) {
        return client.intValue("revision", ALICE, -1);
    }

    @ParameterizedTest
    @ValueSource(longs = {48, -48})
    void jumpsWhileTheServerIsFollowed(long hours) throws Exception {
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            client.onChange("revision", key -> seen.add(revision(client)));
            for (int i = 2; i <= 12; i++) {
                jump(i % 2 == 0 ? hours : -hours);
                server.change();
                long next = i;
                Await.until("revision " + next, () -> revision(client) == next);
                assertThat(client.status().state()).isEqualTo(Status.State.READY);
            }
            assertThat(seen).isSorted();
            assertThat(server.opened).as("one stream").hasSize(1);
            assertThat(server.fetched).hasValue(0);
            jump(hours);
            server.change();
            JsonNode receipt = server.awaitTelemetry("capabilities");
            while (receipt.at("/applied/revision").asLong() < 13) {
                receipt = server.awaitTelemetry("capabilities");
            }
            assertThat(receipt.at("/applied/at").asText())
                    .as("the clock is the client's")
                    .isEqualTo(now.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {48, -48})
    void jumpsWhileNoStreamGetsThrough(long hours) throws Exception {
        try (FlagClient client = builder().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            Await.until("ready", () -> client.status().state() == Status.State.READY);
            server.streamStatus = 503;
            long ended = System.nanoTime();
            server.endStreams();
            jump(hours);
            server.serve(TestServer.ruleset(2));
            Await.until("revision 2", () -> revision(client) == 2);
            Duration waited = Duration.ofNanos(System.nanoTime() - ended);
            assertThat(waited).as("polled after 300 ms without a stream").isBetween(Duration.ofMillis(280), PATIENCE);
            jump(-2 * hours);
            server.serve(TestServer.ruleset(3));
            Await.until("revision 3", () -> revision(client) == 3);
            server.streamStatus = 200;
            Await.until("a stream again", () -> client.status().reason().contains("Following"));
            server.change();
            Await.until("revision 4", () -> revision(client) == 4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {48, -48})
    void isWrongFromTheStart(long hours) throws Exception {
        server.serve(TestServer.ruleset(5));
        try (FlagClient client = builder().cacheDirectory(directory).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
        }
        Path ruleset = files().get(0);
        String name = ruleset.getFileName().toString().replace(".ruleset", "-1-others-1.segment");
        Files.writeString(directory.resolve(name), "of a process that has yet to write its ruleset");
        for (Path each : files()) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().plus(Duration.ofHours(hours))));
        }
        jump(-hours);
        server.serve(TestServer.ruleset(4));
        try (FlagClient client = builder().cacheDirectory(directory).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            Await.until("connected", () -> client.status().state() == Status.State.READY);
            assertThat(revision(client)).as("the later revision, from the file").isEqualTo(5);
            server.serve(TestServer.ruleset(5));
            server.change();
            Await.until("revision 6", () -> revision(client) == 6);
            Await.until("kept", () -> Files.readString(ruleset).contains("\"revision\":6"));
        }
        assertThat(directory.resolve(name)).exists();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Which list is in force is a matter of serials, whatever time it says it is from. */
    @ParameterizedTest
    @ValueSource(longs = {48, -48})
    void killListsGoBySerial(long hours) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path list = directory.resolve("kills");
        Map<String, @Nullable String> killed = new HashMap<>();
        killed.put("revision", null);
        Files.writeString(list, list(7, killed, keys));
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        try (FlagClient client = builder().killList(list.toString(), key).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(isKilled(client)).isTrue();
            jump(hours);
            Files.writeString(list, list(6, Map.of(), keys));
            Await.until("refused", () -> problem(client).contains("older"));
            assertThat(isKilled(client)).isTrue();
            jump(-2 * hours);
            Files.writeString(list, list(8, Map.of(), keys));
            Await.until("lifted", () -> !isKilled(client));
        }
    }

    private String list(long serial, Map<String, @Nullable String> kills, KeyPair keys) {
        return new KillList(serial, new Kills("comics", "production", kills), now.toString(), "")
                .sign(keys.getPrivate());
    }

    private static boolean isKilled(FlagClient client) {
        return client.intEvaluation("revision", ALICE, -1).reason() == Reason.DISABLED;
    }

    private static String problem(FlagClient client) {
        return String.valueOf(Objects.requireNonNull(client.killList()).problem());
    }
}
