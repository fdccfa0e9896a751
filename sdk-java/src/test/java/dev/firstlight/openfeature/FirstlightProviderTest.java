package dev.firstlight.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.wire.Json;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.MutableTrackingEventDetails;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What OpenFeature's scenarios do not look at. */
@Timeout(60)
class FirstlightProviderTest {

    private static final OpenFeatureAPI API = OpenFeatureAPI.getInstance();
    private static final ImmutableContext ALICE = new ImmutableContext("alice");

    private TestServer server;
    private FlagClient flags;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        API.shutdown();
        server = new TestServer();
        server.serve(TestServer.rulesetOf(
                1,
                Map.of(
                        "revision", TestServer.flag(1),
                        "large", TestServer.flag(5_000_000_000L),
                        "checkout", TestServer.released(100_000, "signup", "size"))));
        flags = FlagClient.builder()
                .url(server.url())
                .sdkKey("fls_test")
                .region("nz")
                .build();
        API.setProviderAndWait(new FirstlightProvider(flags));
        client = API.getClient();
    }

    @AfterEach
    void stop() {
        API.shutdown();
        server.close();
    }

    @Test
    void tellsOfChangesAndOfAServerThatIsLostAndFound() throws Exception {
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        client.onProviderConfigurationChanged(event -> heard.add(event.getFlagsChanged()));
        client.onProviderStale(event -> heard.add("stale"));
        ObjectNode next = TestServer.rulesetOf(2, Map.of());
        next.set("flags", server.ruleset().get("flags").deepCopy());
        ((ObjectNode) next.get("flags")).set("revision", TestServer.flag(2));
        server.changeTo(next);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of("revision"));
        assertThat(client.getIntegerValue("revision", -1)).isEqualTo(2);
        server.endStreams();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("stale");
        Await.until("ready again", () -> client.getProviderState() == ProviderState.READY);
    }

    @Test
    void tracksEventsAndMeasurements() throws Exception {
        client.track("signup", ALICE);
        client.track("size", ALICE, new MutableTrackingEventDetails(2.5f));
        flags.flush(java.time.Duration.ofSeconds(5));
        JsonNode outcomes = server.awaitTelemetry("outcomes").get("outcomes");
        assertThat(outcomes.at("/0/metric").asText()).isEqualTo("signup");
        assertThat(outcomes.get(0).has("values")).isFalse();
        assertThat(outcomes.at("/1/values/0").asDouble()).isEqualTo(2.5);
    }

    @Test
    void servesNumbersOfEverySize() {
        assertThat(client.getIntegerDetails("large", 7).getErrorCode()).isEqualTo(ErrorCode.TYPE_MISMATCH);
        assertThat(client.getIntegerDetails("large", 7).getValue()).isEqualTo(7);
        assertThat(client.getLongValue("large", 7L)).isEqualTo(5_000_000_000L);
        assertThat(client.getDoubleValue("large", 7.0)).isEqualTo(5e9);
    }

    @Test
    void readsEveryKindOfAttribute() throws Exception {
        ObjectNode flag = TestServer.flag(1);
        ((ObjectNode) flag.get("variants")).put("other", 2);
        flag.putArray("rules").add(Json.parse("""
                {"id": "r", "serve": {"variant": "other"}, "when": {"all": [
                  {"attribute": "targetingKey", "op": "in", "values": ["alice"]},
                  {"attribute": "age", "op": ">=", "value": 40},
                  {"attribute": "member", "op": "in", "values": [true]},
                  {"attribute": "since", "op": "before", "value": "2026-01-01T00:00:00Z"},
                  {"attribute": "tags", "op": "in", "values": ["beta"]},
                  {"attribute": "app.version", "op": "semver>=", "value": "2.1.0"}]}}"""));
        try (FlagClient offline = FlagClient.builder()
                .offline(true)
                .bootstrap(TestServer.rulesetOf(1, Map.of("f", flag)).toString())
                .build()) {
            MutableContext context = new MutableContext("alice")
                    .add("age", 41)
                    .add("member", true)
                    .add("since", Instant.parse("2020-02-02T20:20:20Z"))
                    .add("tags", List.of(new Value("alpha"), new Value("beta")))
                    .add("app", new dev.openfeature.sdk.MutableStructure().add("version", "2.10.0"));
            FirstlightProvider provider = new FirstlightProvider(offline);
            assertThat(provider.getIntegerEvaluation("f", 0, context).getValue())
                    .isEqualTo(2);
            assertThat(provider.getIntegerEvaluation("f", 0, context.add("age", 39))
                            .getValue())
                    .isEqualTo(1);
            assertThat(provider.getIntegerEvaluation("f", 0, null).getValue()).isEqualTo(1);
        }
    }
}
