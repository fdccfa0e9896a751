package dev.firstlight.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.UnitHash;
import dev.firstlight.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application with a server beside it: a flag flips live, and requests that fail are reported without any code. */
@Timeout(120)
class ShopTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ObjectNode ruleset(long revision, int buckets) {
        return TestServer.rulesetOf(
                revision, Map.of("new-checkout", TestServer.released(buckets, "request.error", "request.duration")));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void flipsLiveAndReportsRequestsThatFail() throws Exception {
        try (TestServer server = new TestServer()) {
            server.serve(ruleset(1, 1));
            try (ConfigurableApplicationContext application = SpringApplication.run(
                    Shop.class,
                    "--server.port=0",
                    "--firstlight.url=" + server.url(),
                    "--firstlight.sdk-key=fls_test",
                    "--checkout.broken=true")) {
                FlagClient flags = application.getBean(FlagClient.class);
                assertThat(flags.awaitReady(Duration.ofSeconds(10))).isTrue();
                assertThat(get(application, "/checkout?user=alice").body()).isEqualTo("the old checkout");
                assertThat(get(application, "/later?user=carol").body()).isEqualTo("the old checkout");
                assertThat(health(application).at("/status").asText()).isEqualTo("UP");

                server.changeTo(ruleset(2, 100_000));
                Await.until(
                        "the flag has flipped",
                        () -> get(application, "/checkout?user=alice").statusCode() == 500);
                get(application, "/checkout?user=bob");
                flags.flush(Duration.ofSeconds(5));
            }
            Set<String> failed = new HashSet<>();
            Set<String> measured = new HashSet<>();
            for (JsonNode batch : server.telemetry) {
                for (JsonNode outcomes : batch.path("outcomes")) {
                    boolean error = outcomes.get("metric").asText().equals("request.error");
                    outcomes.get("units").forEach(unit -> (error ? failed : measured).add(unit.asText()));
                    assertThat(outcomes.has("values")).isEqualTo(!error);
                }
            }
            assertThat(failed).containsExactlyInAnyOrder(unit("alice"), unit("bob"));
            assertThat(measured).containsExactlyInAnyOrder(unit("alice"), unit("bob"), unit("carol"));
        }
    }

    private static JsonNode health(ConfigurableApplicationContext application) throws Exception {
        return Json.parse(get(application, "/actuator/health").body());
    }

    private static String unit(String user) {
        return UnitHash.of("r1", user);
    }
}
