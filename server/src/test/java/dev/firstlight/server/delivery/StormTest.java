package dev.firstlight.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too much of one kind at once: it is told to come back, and nothing else notices. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
@TestProfile(StormTest.Small.class)
class StormTest {

    private static final int ROOM = 6;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    DataSource database;

    @TestHTTPResource("/")
    URI server;

    private String project;
    private String key;

    /** Room for few. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String room = Integer.toString(ROOM);
            return Map.of(
                    "firstlight.admission.most-telemetry", room,
                    "firstlight.admission.most-api", room,
                    "firstlight.delivery.most-streams", room);
        }
    }

    @BeforeEach
    void aProjectWithAFlag() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        FlagApi.create(project, "checkout");
        Awaitility.await()
                .until(() -> Api.with(key).get("/sdk/v1/ruleset").header("ETag").equals("\"1-2\""));
    }

    private static void isSentAway(HttpResponse<?> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 5L);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private CompletableFuture<HttpResponse<Void>> send(String method, String path, String secret, String body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30))
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    private CompletableFuture<HttpResponse<Void>> telemetry(int seq) {
        return send(
                "POST",
                "/sdk/v1/telemetry",
                key,
                "{\"instance\": \"i" + seq + "\", \"seq\": 1, \"sdk\": {\"name\": \"test\", \"version\": \"1\"},"
                        + " \"evaluations\": [{\"flag\": \"f\", \"reason\": \"ERROR\", \"count\": 1}]}");
    }

    private static List<CompletableFuture<HttpResponse<Void>>> refused(
            List<CompletableFuture<HttpResponse<Void>>> all, int expected) {
        Awaitility.await().untilAsserted(() -> assertThat(
                        all.stream().filter(CompletableFuture::isDone).count())
                .isEqualTo(expected));
        return all.stream().filter(CompletableFuture::isDone).toList();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Holds up whatever needs a table. */
    private void whileLocked(String table, Work work) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            try {
                work.run();
            } finally {
                connection.rollback();
            }
        }
    }

    private void rulesAreDelivered() throws Exception {
        Api.with(key).get("/sdk/v1/ruleset").then().statusCode(200);
        try (EventReader reader =
                EventReader.open(server.resolve("/sdk/v1/stream").toString(), key)) {
            assertThat(reader.next().name()).isEqualTo("ruleset");
        }
    }

    @Test
    void aStormOfTelemetryLeavesTheRestAlone() throws Exception {
        List<CompletableFuture<HttpResponse<Void>>> storm = new ArrayList<>();
        whileLocked("evaluation_count", () -> {
            for (int i = 0; i < 5 * ROOM; i++) {
                storm.add(telemetry(i));
            }
            refused(storm, 4 * ROOM).forEach(answer -> isSentAway(answer.join(), 429));
            rulesAreDelivered();
            FlagApi.patch(project, "checkout", Map.of("enabled", true));
        });
        assertThat(storm.stream().filter(answer -> answer.join().statusCode() == 202))
                .hasSize(ROOM);
        assertThat(telemetry(99).join().statusCode()).isEqualTo(202);
    }

    @Test
    void aStormOfScriptsLeavesDeliveryAlone() throws Exception {
        List<CompletableFuture<HttpResponse<Void>>> storm = new ArrayList<>();
        whileLocked("flag", () -> {
            for (int i = 0; i < 5 * ROOM; i++) {
                storm.add(send("GET", "/api/v1/projects/" + project + "/flags", Api.ADMIN, ""));
            }
            refused(storm, 4 * ROOM).forEach(answer -> isSentAway(answer.join(), 503));
            rulesAreDelivered();
            assertThat(telemetry(1).join().statusCode()).isEqualTo(202);
        });
        assertThat(storm.stream().filter(answer -> answer.join().statusCode() == 200))
                .hasSize(ROOM);
    }

    @Test
    void whereNoMoreStreamsFitTheRestGoesOn() throws Exception {
        List<EventReader> readers = new ArrayList<>();
        try {
            String stream = server.resolve("/sdk/v1/stream").toString();
            for (int i = 0; i < ROOM; i++) {
                readers.add(EventReader.open(stream, key));
            }
            isSentAway(send("GET", "/sdk/v1/stream", key, "").join(), 503);
            Api.with(key).get("/sdk/v1/ruleset").then().statusCode(200);
            FlagApi.patch(project, "checkout", Map.of("enabled", true));
            for (EventReader reader : readers) {
                reader.next();
                assertThat(reader.next().name()).isEqualTo("change");
            }
            readers.remove(0).close();
            Awaitility.await().untilAsserted(() -> {
                try (EventReader next = EventReader.open(stream, key)) {
                    assertThat(next.next().name()).isEqualTo("ruleset");
                }
            });
        } finally {
            for (EventReader reader : readers) {
                reader.close();
            }
        }
    }
}
