package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.UnitHash;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client of rulesets whose segments' keys travel apart. */
@Timeout(60)
class LargeSegmentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.serve(ruleset(1, 1, 3));
        server.segments.put("vip?version=1", hashes("alice", "bob", "carol"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void evaluatesWithKeysThatTravelApart() {
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(members(client)).containsExactly("alice", "bob", "carol");
        }
    }

    @Test
    void fetchesAVersionOnce() throws Exception {
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            for (int revision = 2; revision < 5; revision++) {
                server.changeTo(ruleset(revision, 1, 3));
                int now = revision;
                Await.until("revision " + now, () -> client.intValue("revision", Context.empty(), -1) == now);
            }
            server.segments.put("vip?version=2", hashes("dave"));
            server.changeTo(ruleset(5, 2, 1));
            Await.until("version 2", () -> members(client).equals(List.of("dave")));
            assertThat(server.segmentRequests).containsExactly("vip?version=1", "vip?version=2");
        }
    }

    @Test
    void keepsTheLastGoodRulesetWhileKeysCannotBeHad() throws Exception {
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.segmentStatus = 503;
            server.segments.put("vip?version=2", hashes("dave"));
            server.changeTo(ruleset(2, 2, 1));
            Await.until("stale", () -> client.status().state() == Status.State.STALE);
            assertThat(client.status().reason())
                    .contains("version 2 of the segment 'vip'")
                    .contains("503");
            assertThat(members(client)).containsExactly("alice", "bob", "carol");
            assertThat(client.intValue("revision", Context.empty(), -1)).isEqualTo(1);
            server.segmentStatus = 200;
            Await.until("version 2", () -> members(client).equals(List.of("dave")));
            assertThat(client.status().state()).isEqualTo(Status.State.READY);
        }
    }

    @Test
    void takesNothingThatIsNotWhatTheRulesetNames() throws Exception {
        byte[] two = hashes("dave", "erin");
        byte[] unsorted = ByteBuffer.allocate(16).put(two, 8, 8).put(two, 0, 8).array();
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.segments.put("vip?version=2", unsorted);
            server.changeTo(ruleset(2, 2, 2));
            for (byte[] bad : List.of(unsorted, hashes("dave"), Arrays.copyOf(two, 15), new byte[9_000_000])) {
                server.segments.put("vip?version=2", bad);
                server.segmentRequests.clear();
                Await.until("three attempts", () -> server.segmentRequests.size() > 3);
                assertThat(members(client)).containsExactly("alice", "bob", "carol");
            }
            server.segments.put("vip?version=2", two);
            Await.until("version 2", () -> members(client).equals(List.of("dave", "erin")));
        }
    }

    @Test
    void startsWithoutServerFromItsFiles() throws Exception {
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            server.segments.put("vip?version=2", hashes("dave"));
            server.changeTo(ruleset(2, 2, 1));
            Await.until("version 2", () -> members(client).equals(List.of("dave")));
            Await.until("only version 2 is kept", () -> names().size() == 1);
        }
        assertThat(names()).allMatch(name -> name.endsWith("-1-vip-2.segment"));
        int port = server.port();
        server.close();
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(client.status().state()).isEqualTo(Status.State.STALE);
            assertThat(members(client)).containsExactly("dave");
            server = new TestServer(port);
            server.serve(ruleset(2, 2, 1));
            Await.until("ready", () -> client.status().state() == Status.State.READY);
            assertThat(server.segmentRequests).isEmpty();
        }
    }

    @Test
    void fetchesWhatItsFilesLack() throws Exception {
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
        }
        Path file = directory.resolve(names().get(0));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 70));
        server.segmentStatus = 503;
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(client.intValue("revision", Context.empty(), -1)).isEqualTo(1);
            assertThat(client.boolEvaluation("vip", Context.of("alice"), false).errorCode())
                    .isEqualTo(ErrorCode.PARSE_ERROR);
            server.segmentStatus = 200;
            Await.until("the keys", () -> members(client).size() == 3);
            Await.until("ready", () -> client.status().state() == Status.State.READY);
        }
        server.close();
        try (FlagClient client = open()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(members(client)).hasSize(3);
        }
    }

    private FlagClient open() {
        FlagClientBuilder builder =
                FlagClient.builder().url(server.url()).sdkKey("fls_test").cacheDirectory(directory);
        builder.sourceTiming = new SourceConfig.Timing(
                Duration.ofSeconds(5),
                Duration.ofMillis(400),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(1),
                Duration.ofMillis(300));
        return builder.telemetry(false).build();
    }

    private static List<String> members(FlagClient client) {
        return Stream.of("alice", "bob", "carol", "dave", "erin")
                .filter(name -> client.boolValue("vip", Context.of(name), false))
                .toList();
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".segment"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode ruleset(long revision, long version, int count) {
        ObjectNode ruleset = TestServer.ruleset(revision);
        ObjectNode flag = Json.object()
                .put("type", "boolean")
                .put("salt", "s")
                .put("enabled", true)
                .put("offVariant", "off");
        flag.putObject("variants").put("on", true).put("off", false);
        flag.putObject("default").put("variant", "off");
        ObjectNode rule = flag.putArray("rules").addObject().put("id", "r");
        rule.putObject("when").put("segment", "vip");
        rule.putObject("serve").put("variant", "on");
        ((ObjectNode) ruleset.get("flags")).set("vip", flag);
        ruleset.putObject("segments")
                .putObject("vip")
                .putObject("large")
                .put("version", version)
                .put("count", count);
        return ruleset;
    }

    private static byte[] hashes(String... keys) {
        ByteBuffer bytes = ByteBuffer.allocate(keys.length * Long.BYTES);
        Arrays.stream(keys)
                .map(key -> UnitHash.number("vip", key))
                .sorted(Long::compareUnsigned)
                .forEach(bytes::putLong);
        return bytes.array();
    }
}
