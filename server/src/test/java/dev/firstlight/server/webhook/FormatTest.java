package dev.firstlight.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.webhook.Receiver.Got;
import dev.firstlight.server.webhook.Receiver.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others than programs of one's own are sent. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class FormatTest {

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

    /** The receiver stands where Slack does: of it, only the address and what it is sent matter. */
    @Test
    void chatsGetWords() {
        hooked.make(receiver, Map.of("format", "slack", "events", List.of("flag.changed")));
        hooked.toggle("<!here>");
        hooked.awaitCount(receiver, 1);
        assertThat(receiver.got().get(0).json().get("text").asText())
                .startsWith("*Flag changed: production/checkout-v2*")
                .endsWith(": &lt;!here&gt;");
        assertThat(receiver.got().get(0).headers()).doesNotContainKey("webhook-signature");
    }

    @Test
    void gitHubHasOneDeploymentForARelease() {
        AtomicInteger made = new AtomicInteger();
        receiver.answer(got -> {
            if (got.method().equals("GET")) {
                return new Reply(200, made.get() == 0 ? "[]" : "[{\"id\": 7}]", "", 0);
            }
            if (got.path().endsWith("/deployments")) {
                made.incrementAndGet();
                return new Reply(201, "{\"id\": 7}", "", 0);
            }
            return new Reply(201, "{\"id\": 1}", "", 0);
        });
        hooked.make(Map.of(
                        "name",
                        "GitHub",
                        "format",
                        "github",
                        "url",
                        receiver.url() + "/repos/comics/shop",
                        "secret",
                        "ghp_x",
                        "ref",
                        "main",
                        "events",
                        List.of("release.*", "flag.created")))
                .statusCode(201)
                .body("secret", nullValue());
        FlagApi.create(hooked.project, "unseen");
        new Released(hooked).rollBack();
        await().until(() -> receiver.got().stream().anyMatch(got -> got.body().contains("\"failure\"")));
        assertThat(made).hasValue(1);
        assertThat(receiver.got())
                .allMatch(got -> "Bearer ghp_x".equals(got.headers().get("authorization")));
        Got deployment = receiver.got().stream()
                .filter(got -> got.path().endsWith("/deployments"))
                .findFirst()
                .orElseThrow();
        assertThat(deployment.json().get("ref").asText()).isEqualTo("main");
        assertThat(deployment.json().get("environment").asText()).isEqualTo("production");
        assertThat(receiver.got().stream()
                        .filter(got -> got.path().endsWith("/7/statuses"))
                        .map(got -> got.json().get("state").asText()))
                .startsWith("in_progress")
                .contains("failure");
    }
}
