package dev.firstlight.example.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.Await;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.UnitHash;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application with a server beside it: a flag flips live, and requests that fail are reported without any code. */
@QuarkusTest
@QuarkusTestResource(FlagServer.class)
@Timeout(60)
class CheckoutTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI address = URI.create("http://localhost"); // until Quarkus says which

    @Inject
    FlagClient flags;

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void flipsLiveAndReportsRequestsThatFail() throws Exception {
        assertThat(flags.awaitReady(Duration.ofSeconds(10))).isTrue();
        assertThat(get("/checkout?user=alice").body()).isEqualTo("the old checkout");
        assertThat(get("/greeting").body()).isEqualTo("kia ora 1");
        JsonNode ready = Json.parse(get("/q/health/ready").body());
        assertThat(ready.at("/checks/0/data/state").asText()).isEqualTo("READY");

        FlagServer.server().telemetry.clear();
        FlagServer.server().changeTo(FlagServer.ruleset(2, 100_000));
        Await.until("the flag has flipped", () -> get("/checkout?user=alice").statusCode() == 500);
        assertThat(get("/greeting").body()).isEqualTo("kia ora 2");
        get("/checkout?user=bob");
        Set<String> both = Set.of(UnitHash.of("r1", "alice"), UnitHash.of("r1", "bob"));
        // A request is over a moment after its answer has come.
        Await.until("both are reported", () -> {
            flags.flush(Duration.ofSeconds(5));
            return units("request.error").equals(both)
                    && units("request.duration").equals(both);
        });
    }

    private static Set<String> units(String metric) {
        Set<String> units = new HashSet<>();
        for (JsonNode batch : FlagServer.server().telemetry) {
            for (JsonNode outcomes : batch.path("outcomes")) {
                if (outcomes.get("metric").asText().equals(metric)) {
                    outcomes.get("units").forEach(unit -> units.add(unit.asText()));
                    assertThat(outcomes.has("values")).isEqualTo(metric.equals("request.duration"));
                }
            }
        }
        return units;
    }
}
