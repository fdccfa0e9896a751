package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.Kills;
import dev.firstlight.core.Reason;
import dev.firstlight.source.KillListStatus;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.KillList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kill list beside a server that speaks the wire. */
@Timeout(60)
class KillListTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Context ALICE = Context.of("alice");

    private final KeyPair keys = pair();
    private TestServer server;
    private Path list;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.serve(TestServer.ruleset(1, flag()));
        list = directory.resolve("kills.jws");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On for everybody. */
    private static ObjectNode flag() {
        ObjectNode flag = Json.object()
                .put("type", "string")
                .put("salt", "s")
                .put("enabled", true)
                .put("offVariant", "off");
        flag.putObject("variants").put("on", "new").put("off", "old").put("safe", "oldest");
        flag.putObject("default").put("variant", "on");
        return flag;
    }

    private FlagClientBuilder builder(String place) {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        FlagClientBuilder builder =
                FlagClient.builder().url(server.url()).sdkKey("fls_test").killList(place, key);
        builder.killEvery = Duration.ofMillis(30);
        builder.sourceTiming = new SourceConfig.Timing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(1),
                Duration.ofMillis(300));
        builder.telemetryTiming = QuickTelemetry.TIMING;
        return builder;
    }

    private FlagClient client() {
        FlagClient client = builder(list.toString()).build();
        assertThat(client.awaitReady(PATIENCE)).isTrue();
        return client;
    }

    private String signed(long serial, KeyPair by, String environment, Map<String, @Nullable String> kills) {
        return new KillList(serial, new Kills("comics", environment, kills), "2026-12-01T00:00:00Z", "it hurts")
                .sign(by.getPrivate());
    }

    private void write(String text) throws IOException {
        Path next = directory.resolve("next");
        Files.writeString(next, text);
        Files.move(next, list, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private void kill(long serial, Map<String, @Nullable String> kills) throws IOException {
        write(signed(serial, keys, "production", kills));
    }

    private static String value(FlagClient client) {
        return client.stringValue("revision", ALICE, "fallback");
    }

    private static KillListStatus list(FlagClient client) {
        return Objects.requireNonNull(client.killList());
    }

    private static void awaitProblem(FlagClient client, String problem) throws Exception {
        Await.until(problem, () -> String.valueOf(list(client).problem()).contains(problem));
    }

    @Test
    void winsOverTheRulesetUntilANewerListLiftsIt() throws Exception {
        BlockingQueue<String> changed = new LinkedBlockingQueue<>();
        try (FlagClient client = client()) {
            assertThat(value(client)).isEqualTo("new");
            client.onChange("revision", changed::add);
            kill(7, Map.of("revision", "safe", "nowhere", "on"));
            assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("revision");
            FlagEvaluation<String> killed = client.stringEvaluation("revision", ALICE, "fallback");
            assertThat(killed.value()).isEqualTo("oldest");
            assertThat(killed.variant()).isEqualTo("safe");
            assertThat(killed.reason()).isEqualTo(Reason.DISABLED);

            ObjectNode next = TestServer.ruleset(2, flag());
            ((ObjectNode) next.path("flags")).set("other", flag());
            server.changeTo(next);
            Await.until("the change was applied", () -> client.stringValue("other", ALICE, "none")
                    .equals("new"));
            assertThat(value(client)).isEqualTo("oldest");

            kill(8, Map.of());
            assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("revision");
            Await.until("lifted", () -> value(client).equals("new"));
            assertThat(server.fetched).hasValue(0);
        }
    }

    @Test
    void withoutAVariantTheFlagServesItsOffVariant() throws Exception {
        Map<String, @Nullable String> kills = new HashMap<>();
        kills.put("revision", null);
        kill(1, kills);
        try (FlagClient client = client()) {
            assertThat(value(client)).isEqualTo("old");
            assertThat(client.killList()).isEqualTo(new KillListStatus(1, kills, null));
        }
    }

    @Test
    void whatIsNotTheOperatorsChangesNothing() throws Exception {
        kill(5, Map.of("revision", "safe"));
        try (FlagClient client = client()) {
            assertThat(value(client)).isEqualTo("oldest");
            write(signed(4, keys, "production", Map.of()));
            awaitProblem(client, "older");
            write(signed(9, pair(), "production", Map.of()));
            awaitProblem(client, "signature");
            write("nothing signed");
            awaitProblem(client, "no signed list");
            String other = signed(9, keys, "production", Map.of());
            String[] parts = other.split("\\.");
            String none = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            "{\"alg\":\"none\",\"typ\":\"firstlight-kill+jws\"}".getBytes(StandardCharsets.UTF_8));
            write(none + "." + parts[1] + ".");
            awaitProblem(client, "alg EdDSA");
            write("x".repeat(KillList.MAX_BYTES + 1));
            awaitProblem(client, "larger than");
            Files.delete(list);
            awaitProblem(client, "cannot be read");
            assertThat(value(client)).isEqualTo("oldest");
            assertThat(list(client).serial()).isEqualTo(5);
            write(other);
            Await.until("lifted", () -> value(client).equals("new"));
            assertThat(list(client).problem()).isNull();
        }
    }

    @Test
    void anotherEnvironmentsListAndUnknownVariantsHaveNoEffect() throws Exception {
        write(signed(1, keys, "staging", Map.of("revision", "safe")));
        try (FlagClient client = client()) {
            assertThat(value(client)).isEqualTo("new");
            kill(2, Map.of("revision", "nonsense"));
            Await.until("taken", () -> list(client).serial() == 2);
            assertThat(value(client)).isEqualTo("new");
        }
    }

    @Test
    void holdsOverARestartWithoutServerAndList() throws Exception {
        kill(3, Map.of("revision", "safe"));
        Path cache = directory.resolve("cache");
        try (FlagClient client = builder(list.toString()).cacheDirectory(cache).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(value(client)).isEqualTo("oldest");
            Await.until("kept", () -> Files.exists(cache) && Files.list(cache).count() == 2);
        }
        server.close();
        Files.delete(list);
        List<String> seen = new CopyOnWriteArrayList<>();
        try (FlagClient client = builder(list.toString()).cacheDirectory(cache).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            seen.add(value(client));
            assertThat(seen).containsOnly("oldest");
            awaitProblem(client, "cannot be read");
            // A list that is older than what was obeyed before the restart is still too old.
            write(signed(2, keys, "production", Map.of()));
            awaitProblem(client, "older");
            assertThat(value(client)).isEqualTo("oldest");
        }
    }

    @Test
    void isFetchedFromAnAddressAndNotAgainWhileItIsTheSame() throws Exception {
        String first = signed(1, keys, "production", Map.of("revision", "safe"));
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/kills", exchange -> {
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            asked.add(String.valueOf(known));
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isNull();
            byte[] body = first.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"a\"");
            boolean same = "\"a\"".equals(known);
            exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : body.length);
            if (!same) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        store.start();
        try (FlagClient client = builder(
                        "http://127.0.0.1:" + store.getAddress().getPort() + "/kills")
                .build()) {
            Await.until("killed", () -> value(client).equals("oldest"));
            Await.until("asked again", () -> asked.size() > 3);
            assertThat(asked.subList(0, 3)).containsExactly("null", "\"a\"", "\"a\"");
            assertThat(list(client).problem()).isNull();
        } finally {
            store.stop(0);
        }
    }

    @Test
    void isNoNewsOfWhatWasApplied() throws Exception {
        try (FlagClient client = client()) {
            JsonNode receipt = server.awaitTelemetry("applied");
            kill(1, Map.of("revision", "safe"));
            Await.until("killed", () -> value(client).equals("oldest"));
            JsonNode counted = server.awaitTelemetry("evaluations");
            for (int i = 0; i < 50 && !counted.toString().contains("DISABLED"); i++) {
                value(client);
                counted = server.awaitTelemetry("evaluations");
            }
            assertThat(counted.toString()).contains("DISABLED");
            JsonNode applied = counted.path("applied");
            assertThat(applied.isMissingNode() || applied.equals(receipt.path("applied")))
                    .as("%s", applied)
                    .isTrue();
        }
    }

    @Test
    void aKeyThatIsNoneIsSaidAtOnce() {
        assertThatThrownBy(() -> FlagClient.builder().killList("kills", "nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ed25519");
    }
}
