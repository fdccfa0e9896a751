package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.UnitHash;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServedRequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Context ALICE = Context.of("alice");

    private TestServer server;
    private FlagClient client;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.serve(TestServer.rulesetOf(
                2,
                Map.of(
                        "watched", TestServer.released(100_000, ServedRequest.ERROR, ServedRequest.DURATION, "size"),
                        "plain", TestServer.flag(1))));
        client = Quick.builder(server.url()).serverless(true).build();
        assertThat(client.refresh(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private JsonNode reported() {
        assertThat(client.flush(PATIENCE)).isTrue();
        return server.telemetry.remove().path("outcomes");
    }

    @Test
    void reportsWhatBecameOfItForTheReleasesThatItMet() throws Exception {
        ServedRequest request = ServedRequest.begin(client);
        try (Subscription attached = request.attach()) {
            assertThat(client.boolValue("watched", ALICE, false)).isTrue();
            client.boolValue("watched", ALICE, false);
            client.intValue("plain", ALICE, 0);
        }
        assertThat(ServedRequest.current()).isNull();
        Thread.sleep(20);
        request.done(true);
        request.done(false);
        JsonNode outcomes = reported();
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.at("/0/metric").asText()).isEqualTo("request.error");
        assertThat(outcomes.at("/0/units/0").asText()).isEqualTo(UnitHash.of("r1", "alice"));
        assertThat(outcomes.at("/1/metric").asText()).isEqualTo("request.duration");
        assertThat(outcomes.at("/1/values/0").asDouble()).isBetween(20.0, 10_000.0);
        assertThat(outcomes.at("/1/units")).hasSize(1);
    }

    @Test
    void reportsNoErrorWhereThereIsNone() {
        ServedRequest request = ServedRequest.begin(client);
        try (Subscription attached = request.attach()) {
            client.boolValue("watched", ALICE, false);
        }
        request.done(false);
        assertThat(reported()).hasSize(1);
    }

    @Test
    void hearsNothingOfWhatItDidNotMeet() {
        ServedRequest request = ServedRequest.begin(client);
        client.boolValue("watched", ALICE, false); // not attached
        try (Subscription attached = request.attach()) {
            client.intValue("plain", ALICE, 0);
        }
        request.done(true);
        assertThat(reported()).isEmpty();
    }

    @Test
    void isFoundWhereTheApplicationSaysItIs() {
        AtomicReference<ServedRequest> current = new AtomicReference<>();
        try (FlagClient other = Quick.builder(server.url())
                .serverless(true)
                .currentRequest(current::get)
                .build()) {
            assertThat(other.refresh(PATIENCE)).isTrue();
            ServedRequest request = ServedRequest.begin(other);
            current.set(request);
            other.boolValue("watched", ALICE, false);
            request.done(true);
            assertThat(other.flush(PATIENCE)).isTrue();
            assertThat(server.telemetry.remove().path("outcomes")).hasSize(2);
        }
    }

    @Test
    void tracksEventsAndMeasurements() {
        client.track("size", ALICE, 2.5);
        client.track("size", ALICE, 3.5);
        client.track("size", ALICE);
        client.track("size", ALICE);
        client.track("size", ALICE, Double.NaN);
        client.track("nobody.watches", ALICE, 1);
        JsonNode outcomes = reported();
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.at("/0/values").toString()).isEqualTo("[3]");
        assertThat(outcomes.at("/0/counts").toString()).isEqualTo("[2]");
        assertThat(outcomes.at("/1/counts").toString()).isEqualTo("[2]");
        assertThat(outcomes.get(1).has("values")).isFalse();
    }
}
