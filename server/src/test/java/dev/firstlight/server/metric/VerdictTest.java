package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class VerdictTest {
    @Inject
    DataSource database;

    @Inject
    Externals externals;

    private String project;
    private String release;
    private Recount recount;

    @BeforeEach
    void measure() throws SQLException {
        project = Api.project();
        release = "release-of-" + project;
        recount = new Recount(database, release);
        recount.measure(project);
        Api.admin()
                .body(Map.of("name", "QA", "kind", "external", "ttl", "PT1H"))
                .put("/api/v1/projects/" + project + "/metrics/qa")
                .then()
                .statusCode(200);
    }

    @Test
    void theLastWordCountsUntilItIsOld() throws SQLException {
        assertThat(said()).isEmpty();
        say("qa", Map.of("verdict", "pass", "detail", "All green.", "url", "https://ci.example/7"))
                .statusCode(200)
                .body("verdict", equalTo("pass"));
        say("qa", Map.of("verdict", "fail")).statusCode(200);
        assertThat(said()).hasEntrySatisfying("qa", verdict -> {
            assertThat(verdict.says()).isEqualTo(ExternalVerdict.Says.FAIL);
            assertThat(Duration.between(verdict.at(), verdict.until())).isEqualTo(Duration.ofHours(1));
            assertThat(verdict.detail()).isNull();
        });
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=1")
                .then()
                .body("items[0].action", equalTo("verdict.given"))
                .body("items[0].subject", equalTo(release + "/qa"));
        recount.execute("UPDATE external_verdict SET at = at - interval '61 minutes' WHERE release_no ="
                + " (SELECT no FROM measured WHERE release_id = ?)");
        assertThat(said()).isEmpty();
    }

    @Test
    void whatCannotBeSaidIsRefused() throws SQLException {
        say("qa", Map.of("verdict", "maybe")).statusCode(422).body("errors[0].pointer", equalTo("/verdict"));
        say("qa", Map.of("verdict", "pass", "url", "javascript:alert(1)"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/url"));
        say("qa", Map.of("verdict", "pass", "by", "me")).statusCode(400);
        say("other", Map.of("verdict", "pass")).statusCode(404);
        Api.admin().body(Map.of("name", "m")).put("/api/v1/projects/" + project + "/metrics/m");
        say("m", Map.of("verdict", "pass")).statusCode(409);
        Api.admin()
                .body(Map.of("verdict", "pass"))
                .post("/api/v1/projects/" + Api.project() + "/releases/" + release + "/verdicts/qa")
                .then()
                .statusCode(404);
        recount.execute("UPDATE measured SET open = false WHERE release_id = ?");
        say("qa", Map.of("verdict", "pass")).statusCode(409);
    }

    private Map<String, ExternalVerdict> said() {
        return externals.of(release, List.of("qa")).await().atMost(Duration.ofSeconds(10));
    }

    private ValidatableResponse say(String metric, Map<String, Object> verdict) {
        return Api.admin()
                .body(verdict)
                .post("/api/v1/projects/" + project + "/releases/" + release + "/verdicts/" + metric)
                .then();
    }
}
