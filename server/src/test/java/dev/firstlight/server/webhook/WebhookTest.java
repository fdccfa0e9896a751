package dev.firstlight.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.webhook.Receiver.Got;
import dev.firstlight.server.webhook.Receiver.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class WebhookTest {

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
    void anEditIsTold() {
        hooked.make(receiver, Map.of());
        hooked.toggle("because");
        hooked.awaitCount(receiver, 2);
        assertThat(receiver.types()).containsExactly("dev.firstlight.webhook.created", "dev.firstlight.flag.changed");
        Got edit = receiver.got().get(1);
        assertThat(edit.headers().get("content-type")).startsWith("application/cloudevents+json");
        assertThat(edit.json().get("specversion").asText()).isEqualTo("1.0");
        assertThat(edit.json().get("id").asText()).isEqualTo(edit.id());
        assertThat(edit.json().get("source").asText()).isEqualTo("/projects/" + hooked.project);
        assertThat(edit.json().get("subject").asText()).isEqualTo("production/checkout-v2");
        assertThat(edit.json().at("/data/comment").asText()).isEqualTo("because");
        assertThat(edit.json().at("/data/before/enabled").asBoolean()).isFalse();
        assertThat(edit.json().at("/data/after/enabled").asBoolean()).isTrue();
        Api.admin()
                .get("/api/v1/projects/" + hooked.project + "/audit/"
                        + edit.json().at("/data/audit/seq").asText())
                .then()
                .body("hash", equalTo(edit.json().at("/data/audit/hash").asText()));
    }

    @Test
    void aReleaseTellsItsStory() {
        hooked.make(receiver, Map.of("events", List.of("release.*")));
        Released released = new Released(hooked);
        released.rollBack();
        await().until(() -> receiver.types().contains("dev.firstlight.release.rolledBack"));
        assertThat(receiver.types())
                .startsWith("dev.firstlight.release.started")
                .doesNotContain("dev.firstlight.flag.changed");
        Got back = receiver.got().get(receiver.types().indexOf("dev.firstlight.release.rolledBack"));
        assertThat(back.json().at("/data/release").asText()).isEqualTo(released.id);
        assertThat(back.json().at("/data/sentence").asText()).isNotEmpty();
        assertThat(receiver.types().stream().filter(type -> type.endsWith("started")))
                .hasSize(1);
    }

    @Test
    void whatFailsHoldsUpWhatFollows() {
        AtomicInteger left = new AtomicInteger(3);
        receiver.answer(got -> Reply.of(got.body().contains("\"first\"") && left.getAndDecrement() > 0 ? 500 : 200));
        String id = hooked.make(receiver, Map.of("events", List.of("flag.changed")));
        hooked.toggle("first");
        hooked.toggle("second");
        hooked.awaitCount(receiver, 2);
        assertThat(receiver.got().stream()
                        .map(got -> got.json().at("/data/comment").asText()))
                .containsExactly("first", "first", "first", "first", "second");
        assertThat(receiver.got().stream().map(Got::id).distinct()).hasSize(2);
        hooked.awaitNewest(id, "delivered");
        JsonPath log = hooked.deliveries(id);
        assertThat(log.getList("items.state")).containsExactly("delivered", "delivered");
        assertThat(log.getList("items.tries")).containsExactly(1, 4);
        Api.admin()
                .get(hooked.webhooks + "/" + id + "/deliveries/" + log.getLong("items[1].number"))
                .then()
                .body("tries.status", equalTo(List.of(200, 500, 500, 500)))
                .body("body.data.comment", equalTo("first"))
                .body("body.id", equalTo(receiver.got().get(0).id()));
    }

    @Test
    void whoIsGoneIsLeftAlone() {
        receiver.answer(got -> Reply.of(410));
        String id = hooked.make(receiver, Map.of("events", List.of("flag.changed")));
        hooked.toggle("first");
        hooked.toggle("second");
        await().until(() -> !hooked.get(id).getBoolean("enabled"));
        assertThat(hooked.get(id).getString("trouble")).contains("410");
        hooked.toggle("third");
        assertThat(hooked.deliveries(id).getList("items.state"))
                .containsOnly("parked")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(receiver.got()).hasSize(1);
        long first = hooked.deliveries(id).getLong("items[-1].number");
        Api.admin()
                .post(hooked.webhooks + "/" + id + "/deliveries/" + first + "/redeliver")
                .then()
                .statusCode(409)
                .body("detail", containsString("enable it"));
        receiver.answer(got -> Reply.of(200));
        enable(id);
        assertThat(hooked.get(id).getString("trouble")).isNull();
        Api.admin()
                .post(hooked.webhooks + "/" + id + "/deliveries/" + first + "/redeliver")
                .then()
                .statusCode(200)
                .body("state", equalTo("pending"));
        hooked.awaitCount(receiver, 1);
        assertThat(receiver.got().get(1).id()).isEqualTo(receiver.got().get(0).id());
    }

    private void enable(String id) {
        Api.admin()
                .header("If-Match", Api.admin().get(hooked.webhooks + "/" + id).header("ETag"))
                .body(Map.of("name", "again", "url", receiver.url() + "/hook", "events", List.of("flag.changed")))
                .put(hooked.webhooks + "/" + id)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource({"302, 302; redirects are not followed", "0, cannot be asked", "503, answered 503"})
    void whoTakesNothingForLongIsDisabled(int status, String why) {
        receiver.answer(got -> new Reply(status, "", status == 302 ? receiver.url() + "/elsewhere" : "", 0));
        String id = hooked.make(receiver, Map.of("events", List.of("flag.changed")));
        hooked.toggle("first");
        await().until(() -> !hooked.get(id).getBoolean("enabled"));
        assertThat(hooked.get(id).getString("trouble"))
                .contains("took nothing for")
                .contains(why);
        assertThat(hooked.deliveries(id).getList("items.state")).containsExactly("parked");
        assertThat(hooked.deliveries(id).getInt("items[0].tries")).isGreaterThan(2);
        assertThat(receiver.got()).allMatch(got -> got.path().equals("/hook"));
    }

    @Test
    void twoSecretsSignWhileOneIsRotated() {
        String first = Signature.secret();
        String id = hooked.make(receiver, Map.of("secret", first, "events", List.of("flag.changed")));
        String second = Api.admin()
                .body(Map.of("expiresIn", "PT1H"))
                .post(hooked.webhooks + "/" + id + "/rotate")
                .then()
                .statusCode(200)
                .body("webhook.previousUntil", notNullValue())
                .extract()
                .path("secret");
        hooked.toggle("both");
        hooked.awaitCount(receiver, 1);
        Got both = receiver.got().get(0);
        assertThat(both.signatures()).hasSize(2);
        Signed.verify(first, both);
        Signed.verify(second, both);
        Api.admin()
                .body(Map.of("expiresIn", "PT0S"))
                .post(hooked.webhooks + "/" + id + "/rotate")
                .then()
                .statusCode(200);
        hooked.toggle("one");
        hooked.awaitCount(receiver, 2);
        assertThat(receiver.got().get(1).signatures()).hasSize(1);
    }

    @Test
    void aTestIsAnsweredAtOnce() {
        String id = hooked.make(receiver, Map.of("events", List.of("flag.changed")));
        receiver.answer(got -> new Reply(418, "short and stout", "", 0));
        Api.admin()
                .post(hooked.webhooks + "/" + id + "/test")
                .then()
                .statusCode(200)
                .body("status", equalTo(418))
                .body("answer", equalTo("short and stout"));
        receiver.answer(got -> Reply.of(200));
        Api.admin()
                .post(hooked.webhooks + "/" + id + "/test")
                .then()
                .body("status", equalTo(200))
                .body("trouble", nullValue());
        assertThat(receiver.types()).containsOnly("dev.firstlight.webhook.test");
        assertThat(hooked.deliveries(id).getList("items.state")).containsExactly("delivered", "parked");
    }

    @Test
    void onlyWhatIsAskedForIsTold() {
        Api.admin()
                .body(Map.of("key", "staging", "name", "Staging"))
                .post("/api/v1/projects/" + hooked.project + "/environments")
                .then()
                .statusCode(201);
        hooked.make(receiver, Map.of("environments", List.of("staging")));
        hooked.toggle("in production");
        FlagApi.create(hooked.project, "staging");
        Api.admin()
                .body(Map.of("comment", "in staging", "instructions", List.of(Map.of("kind", "turnOn"))))
                .post("/api/v1/projects/" + hooked.project + "/flags/" + Hooked.FLAG + "/environments/staging/changes")
                .then()
                .statusCode(200);
        await().until(() -> receiver.got().stream().anyMatch(got -> got.body().contains("in staging")));
        assertThat(receiver.got())
                .allMatch(got -> got.json().get("subject").asText().startsWith("staging/"));
    }

    @Test
    void ownNetworksAreNotAsked() {
        String id = hooked.make(Map.of("name", "inside", "url", "http://127.0.0.1:" + receiver.port() + "/hook"))
                .statusCode(201)
                .extract()
                .path("webhook.id");
        Api.admin()
                .post(hooked.webhooks + "/" + id + "/test")
                .then()
                .statusCode(200)
                .body("trouble", containsString("private network"));
        assertThat(receiver.got()).isEmpty();
    }

    /** It is told all the same; but nobody waits for it. */
    @Test
    void whoIsSlowHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicBoolean inTime = new AtomicBoolean();
        try (Receiver slow = Receiver.open()) {
            slow.answer(got -> {
                // Shorter than the server waits for an answer.
                if (first.getAndSet(false)) {
                    inTime.set(isOver(others));
                }
                return Reply.of(200);
            });
            hooked.make(slow, Map.of("events", List.of("flag.changed")));
            hooked.make(receiver, Map.of("events", List.of("flag.changed")));
            hooked.toggle("first");
            hooked.awaitCount(receiver, 1);
            await().until(slow::isAsked);
            hooked.toggle("second");
            hooked.awaitCount(receiver, 2);
            others.countDown();
            hooked.awaitCount(slow, 2);
        }
        assertThat(inTime).isTrue();
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(9, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
