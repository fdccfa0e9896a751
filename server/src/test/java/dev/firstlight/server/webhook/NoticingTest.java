package dev.firstlight.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.webhook.Receiver.Got;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody does, and somebody is told of. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class NoticingTest {

    @Inject
    Noticing noticing;

    @Inject
    Pool pool;

    private final Receiver receiver = Receiver.open();
    private Hooked hooked;

    @BeforeEach
    void makeProject() {
        hooked = new Hooked();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aKeyThatExpiresSoonIsToldOfOnce() {
        hooked.make(receiver, Map.of("events", List.of("sdk-key.expiring")));
        String keys = "/api/v1/projects/" + hooked.project + "/environments/production/keys";
        String id = Api.admin()
                .body(Map.of("name", "shop", "kind", "server"))
                .post(keys)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        noticed();
        Api.admin()
                .body(Map.of("expiresIn", "PT12H"))
                .post(keys + "/" + id + "/rotate")
                .then()
                .statusCode(201);
        noticed();
        noticed();
        hooked.awaitCount(receiver, 1);
        Got told = receiver.got().get(0);
        assertThat(told.json().get("subject").asText()).isEqualTo("production/" + id);
        assertThat(told.json().at("/data/name").asText()).isEqualTo("shop");
        assertThat(Instant.parse(told.json().at("/data/expiresAt").asText())).isAfter(Instant.now());
        hooked.toggle("nobody asked for this");
        noticed();
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void anInstanceThatStaysBehindIsToldOf() {
        String id = hooked.make(receiver, Map.of("events", List.of("instance.behind")));
        Map<String, Object> batch = new HashMap<>(Map.of("instance", "pod-7", "seq", 1, "region", "nz"));
        batch.put("sdk", Map.of("name", "java", "version", "1.0.0"));
        batch.put(
                "applied", Map.of("epoch", 1, "revision", 1, "at", Instant.now().toString()));
        Api.with(Api.sdkKey(hooked.project, "server"))
                .body(batch)
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
        hooked.toggle("a change that it does not take");
        noticed();
        assertThat(hooked.deliveries(id).getList("items")).isEmpty();
        pool.preparedQuery("UPDATE change_log SET at = at - interval '2 minutes' WHERE environment_id ="
                        + " (SELECT id FROM environment WHERE project = $1 AND key = 'production')")
                .execute(Tuple.of(hooked.project))
                .await()
                .indefinitely();
        noticed();
        hooked.awaitCount(receiver, 1);
        assertThat(receiver.got().get(0).json().get("subject").asText()).isEqualTo("production/pod-7");
        assertThat(receiver.got().get(0).json().at("/data/revision").asInt()).isEqualTo(1);
    }

    /** As the server looks by itself every fifteen seconds. */
    private void noticed() {
        noticing.look().await().indefinitely();
    }
}
