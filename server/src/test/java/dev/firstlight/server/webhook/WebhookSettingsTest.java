package dev.firstlight.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How webhooks are made and changed, and what is refused. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class WebhookSettingsTest {

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

    @ParameterizedTest
    @CsvSource({
        "url, ftp://example.com, /url",
        "url, https://user:pass@hooks.invalid/, /url",
        "url, http:///hook, /url",
        "format, telegram, /format",
        "secret, whsec_short, /secret",
        "ref, main, /ref",
    })
    void whatCannotWorkIsRefusedAtItsField(String field, String value, String pointer) {
        Map<String, Object> request = new HashMap<>(Map.of("name", "a", "url", "https://hooks.invalid/hook"));
        request.put(field, value);
        hooked.make(request).statusCode(422).body("errors[0].pointer", equalTo(pointer));
        request.put(field, List.of("x y"));
        assertThat(Api.admin().body(request).post(hooked.webhooks).statusCode()).isIn(400, 422);
    }

    @Test
    void environmentsAndEventsAreNames() {
        hooked.make(Map.of("name", "a", "url", "https://hooks.invalid", "environments", List.of("production", "moon")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/environments/1"));
        hooked.make(Map.of("name", "a", "url", "https://hooks.invalid", "events", List.of("Release*")))
                .statusCode(422)
                .body("errors[0].pointer", startsWith("/events"));
    }

    @Test
    void aSecretIsShownOnceAndNeverWrittenDown() {
        String secret = hooked.make(Map.of("name", "a", "url", "https://hooks.invalid/hook"))
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .extract()
                .path("secret");
        String all = Api.admin().get(hooked.webhooks).asString()
                + Api.admin()
                        .get("/api/v1/projects/" + hooked.project + "/audit")
                        .asString();
        assertThat(all).doesNotContain(secret);
    }

    @Test
    void editsThatMeetAreNotLost() {
        String id = hooked.make(receiver, Map.of());
        Map<String, Object> request = Map.of("name", "b", "url", receiver.url());
        Api.admin().body(request).put(hooked.webhooks + "/" + id).then().statusCode(428);
        Api.admin()
                .header("If-Match", "\"9\"")
                .body(request)
                .put(hooked.webhooks + "/" + id)
                .then()
                .statusCode(412);
        Api.admin()
                .header("If-Match", "\"1\"")
                .delete(hooked.webhooks + "/" + id)
                .then()
                .statusCode(204);
        Api.admin().get(hooked.webhooks + "/" + id).then().statusCode(404);
        Api.admin().get(hooked.webhooks).then().body("items", hasSize(0));
    }
}
