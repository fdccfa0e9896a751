package dev.firstlight.server.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.platform.Json;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.NodeScript;
import dev.firstlight.server.support.RunningServer;
import dev.firstlight.server.webhook.Receiver.Got;
import dev.firstlight.server.webhook.Receiver.Reply;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that fail as they like are told everything all the same, in order, whatever becomes of the server. */
class WebhookIT {

    private static final int EDITS = 21;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String WEBHOOKS = "/api/v1/projects/hooked/webhooks";

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private static void edit(RunningServer server, int number) {
        admin(server)
                .body(Map.of(
                        "comment",
                        "edit " + number,
                        "instructions",
                        List.of(Map.of("kind", number % 2 == 0 ? "turnOn" : "turnOff"))))
                .post("/api/v1/projects/hooked/flags/shop/environments/production/changes")
                .then()
                .statusCode(200);
    }

    /** Half of the answers are no success, each in its own way; a stalled one is taken, and not known to be. */
    private static Receiver moody() {
        Random random = new Random(42);
        Receiver receiver = Receiver.open();
        receiver.answer(got -> {
            synchronized (random) {
                return switch (random.nextInt(10)) {
                    case 0, 1 -> Reply.of(500);
                    case 2 -> new Reply(302, "", receiver.url() + "/elsewhere", 0);
                    case 3 -> new Reply(200, "", "", 3_000);
                    case 4 -> Reply.of(0);
                    default -> Reply.of(200);
                };
            }
        });
        return receiver;
    }

    private static String webhook(RunningServer server, String name, String url) {
        return admin(server)
                .body(Map.of("name", name, "url", url, "secret", secret(name)))
                .post(WEBHOOKS)
                .then()
                .statusCode(201)
                .extract()
                .path("webhook.id");
    }

    private static String secret(String name) {
        return "whsec_"
                + java.util.Base64.getEncoder()
                        .encodeToString((name + "-".repeat(32))
                                .substring(0, 32)
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void awaitDelivered(RunningServer server, String id) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> admin(server)
                .get(WEBHOOKS + "/" + id + "/deliveries?state=pending")
                .then()
                .statusCode(200)
                .extract()
                .<List<Object>>path("items")
                .isEmpty());
    }

    @Test
    void everythingIsToldInOrderThroughAKill(@TempDir Path directory) throws Exception {
        Map<String, String> settings = Map.of(
                "FIRSTLIGHT_DATABASE_DIRECTORY", directory.resolve("data").toString(),
                "FIRSTLIGHT_OUTBOUND_ALLOW", "localhost",
                "FIRSTLIGHT_WEBHOOK_FIRST_RETRY", "100ms",
                "FIRSTLIGHT_WEBHOOK_LONGEST_WAIT", "500ms",
                "FIRSTLIGHT_WEBHOOK_TIMEOUT", "1s");
        try (Receiver moody = moody();
                Receiver steady = Receiver.open();
                RunningServer server = RunningServer.start(directory, settings)) {
            admin(server)
                    .body(Map.of("key", "hooked", "name", "Hooked"))
                    .post("/api/v1/projects")
                    .then()
                    .statusCode(201);
            admin(server)
                    .body(Map.of("key", "shop", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                    .post("/api/v1/projects/hooked/flags")
                    .then()
                    .statusCode(201);
            String first = webhook(server, "moody", moody.url());
            String second = webhook(server, "steady", steady.url());
            for (int i = 0; i < EDITS; i++) {
                edit(server, i);
                if (i == EDITS / 3 || i == 2 * EDITS / 3) {
                    int seen = moody.got().size();
                    // In the middle of a delivery, as likely as not.
                    await().atMost(PATIENCE).until(() -> moody.got().size() > seen);
                    server.kill();
                    server.start();
                }
            }
            awaitDelivered(server, first);
            awaitDelivered(server, second);
            assertThat(edits(moody)).isEqualTo(edits(steady)).hasSize(EDITS);
            assertThat(sequence(steady)).isSorted();
            assertThat(sequence(moody)).isSorted();
            assertThat(moody.got()).hasSizeGreaterThan(steady.got().size() + EDITS / 3);
            verify(Map.of("moody", moody, "steady", steady));
        }
    }

    /** The comments of the edits in the order in which they came, each once however often it was sent. */
    private static List<String> edits(Receiver receiver) {
        List<String> ids = new ArrayList<>();
        List<String> edits = new ArrayList<>();
        for (Got got : receiver.got()) {
            if (got.type().endsWith("flag.changed") && !ids.contains(got.id())) {
                ids.add(got.id());
                edits.add(got.json().at("/data/comment").asText());
            }
        }
        return edits;
    }

    /** The audit's numbers of all that came: the same one again, or a later one. */
    private static List<Long> sequence(Receiver receiver) {
        return receiver.got().stream()
                .map(got -> got.json().at("/data/audit/seq").asLong())
                .toList();
    }

    private static void verify(Map<String, Receiver> receivers) throws Exception {
        try (NodeScript script = NodeScript.start("webhooks")) {
            int sent = 0;
            for (Map.Entry<String, Receiver> one : receivers.entrySet()) {
                for (Got got : one.getValue().got()) {
                    Signed.verify(secret(one.getKey()), got);
                    script.say(Json.write(
                            Map.of("secret", secret(one.getKey()), "body", got.body(), "headers", got.headers())));
                    sent++;
                }
            }
            script.say("end");
            assertThat(script.await("verified ")).isEqualTo(Integer.toString(sent));
            assertThat(script.ended()).isZero();
        }
    }
}
