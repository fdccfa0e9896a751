package dev.firstlight.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Fifty environments that change at random: each stream has all changes of its own, in order, and nobody else's. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
@TestProfile(ApartTest.Unpaced.class)
class ApartTest {

    private static final int ENVIRONMENTS = 50;
    private static final int WRITERS = 4;
    private static final long EVENTS = Long.getLong("apart.events", 3_000);

    @TestHTTPResource("/sdk/v1/stream")
    URI stream;

    private final AtomicLong events = new AtomicLong();

    /** Each change by itself, so that there are many. */
    public static final class Unpaced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "firstlight.delivery.coalesce", "PT0S", "firstlight.rate-limit.requests-per-minute", "100000000");
        }
    }

    /** An environment, its reader, and what its reader holds. */
    private final class Place implements AutoCloseable {
        private final String project = Api.project();
        private final EventReader reader;
        private volatile ObjectNode held;
        private volatile int last;
        private boolean on;

        Place() throws Exception {
            // The same key in each, so that nothing but the environment tells them apart.
            FlagApi.create(project, "shared");
            reader = EventReader.open(stream.toString(), Api.sdkKey(project, "server"));
        }

        /** Turns the flag over, so that each edit is a change. */
        void turn(KeptConnection connection) throws IOException {
            on = !on;
            KeptConnection.Answer answer = connection.send(
                    "POST",
                    FlagApi.path(project, "shared") + "/changes",
                    "{\"instructions\": [{\"kind\": \"" + (on ? "turnOn" : "turnOff") + "\"}]}",
                    Map.of());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            last = Json.parse(answer.body()).path("revision").asInt();
        }

        Void follow() throws IOException, InterruptedException {
            for (EventReader.Event event = reader.nextOrComment();
                    event != EventReader.Event.END;
                    event = reader.nextOrComment()) {
                if (event != EventReader.Event.COMMENT) {
                    take(event);
                }
            }
            return null;
        }

        private void take(EventReader.Event event) throws IOException {
            JsonNode data = Json.parse(event.data());
            if (event.name().equals("ruleset")) {
                held = (ObjectNode) data;
            } else {
                // The digest is of the whole ruleset: a change of another environment cannot fit it.
                ChangeJson.Applied applied = ChangeJson.apply(held, data);
                assertThat(applied.outcome()).isEqualTo(ChangeJson.Outcome.APPLIED);
                held = applied.ruleset();
                events.incrementAndGet();
            }
            assertThat(held.path("project").asText()).isEqualTo(project);
        }

        boolean isCurrent() {
            return held != null && held.path("revision").asInt() >= last;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    @Test
    void eachStreamHasItsOwnEnvironmentsChangesAndNoOther() throws Exception {
        List<Place> places = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Void>> readers = new ArrayList<>();
            for (int i = 0; i < ENVIRONMENTS; i++) {
                Place place = new Place();
                places.add(place);
                readers.add(threads.submit(place::follow));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                writers.add(threads.submit(() -> write(places, number)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> places.stream()
                    .allMatch(Place::isCurrent));
            for (Place place : places) {
                place.close();
            }
            for (Future<Void> reader : readers) {
                reader.get();
            }
            assertThat(events.get()).isGreaterThanOrEqualTo(EVENTS);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each writer has places of its own, so that the last revision of each is known. */
    private Void write(List<Place> places, int number) throws IOException {
        Random random = new Random(number);
        try (KeptConnection connection = new KeptConnection(stream.toString(), "Bearer " + Api.ADMIN)) {
            while (events.get() < EVENTS) {
                places.get(random.nextInt(places.size() / WRITERS) * WRITERS + number)
                        .turn(connection);
            }
        }
        return null;
    }
}
