package dev.firstlight.server.webhook;

import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project whose flag is turned on and off, and webhooks that are told of it. */
final class Hooked {

    static final String FLAG = "checkout-v2";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final String project = Api.project();
    final String webhooks = "/api/v1/projects/" + project + "/webhooks";
    private boolean on;

    Hooked() {
        FlagApi.create(project, FLAG);
    }

    ValidatableResponse make(Map<String, Object> request) {
        return Api.admin().body(request).post(webhooks).then();
    }

    /** A webhook for a receiver; gives its id. */
    String make(Receiver receiver, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(Map.of("name", "a test's", "url", receiver.url() + "/hook"));
        request.putAll(more);
        return make(request).statusCode(201).extract().path("webhook.id");
    }

    /** Makes an edit, with a comment that tells it from others. */
    void toggle(String comment) {
        on = !on;
        Api.admin()
                .body(Map.of(
                        "changes",
                        List.of(Map.of(
                                "flag", FLAG, "instructions", List.of(Map.of("kind", on ? "turnOn" : "turnOff")))),
                        "comment",
                        comment))
                .post("/api/v1/projects/" + project + "/environments/production/changes")
                .then()
                .statusCode(200);
    }

    JsonPath get(String id) {
        return Api.admin()
                .get(webhooks + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath deliveries(String id) {
        return Api.admin()
                .get(webhooks + "/" + id + "/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    void awaitCount(Receiver receiver, int count) {
        await().atMost(PATIENCE)
                .until(() -> receiver.got().stream().filter(Receiver.Got::taken).count() >= count);
    }

    /** The state of the newest delivery. */
    void awaitNewest(String id, String state) {
        await().atMost(PATIENCE).until(() -> state.equals(deliveries(id).getString("items[0].state")));
    }
}
