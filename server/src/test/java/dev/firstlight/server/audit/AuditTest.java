package dev.firstlight.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class AuditTest {

    @Inject
    Pool pool;

    @Inject
    AuditAnchors anchors;

    @Test
    void rowsAreFoundByWhoWhatWhereAndWhen() {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.create(project, "search");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        get(project, "?action=project.created").body("items", hasSize(1)).body("items[0].seq", equalTo(1));
        get(project, "?subject=production/check")
                .body("items.subject", contains("production/checkout", "production/checkout"));
        get(project, "?actor=token:bootstrap&limit=500").body("items", hasSize(9));
        get(project, "?actor=somebody").body("items", hasSize(0));
        String made = get(project, "/1")
                .body("action", equalTo("project.created"))
                .extract()
                .path("at");
        get(project, "?until=" + made).body("items", hasSize(0));
        get(project, "?since=" + made + "&limit=500").body("items", hasSize(9));
        get(project, "?since=2999-01-01T00:00:00Z").body("items", hasSize(0));
    }

    @Test
    void aFilterHoldsAcrossPages() {
        String project = Api.project();
        List<Integer> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = get(project, "?limit=1&action=region.changed" + cursor).extract();
            seen.addAll(page.path("items.seq"));
            String next = page.path("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        } while (cursor != null);
        assertThat(seen).hasSize(4).isSortedAccordingTo((a, b) -> b - a);
        get(project, "?action=region.changed").body("items.seq", equalTo(seen));
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        String project = Api.project();
        Api.admin()
                .get(path(project) + "?since=yesterday")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/since"));
        Api.admin()
                .get(path(project) + "/verify?anchor=12")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/anchor"));
        Api.admin().get(path(project) + "/999").then().statusCode(404);
        Api.admin().get(path("nobody") + "/anchor").then().statusCode(404);
        get("nobody", "/verify").body("ok", equalTo(false)).body("problem", containsString("Nothing is recorded"));
    }

    @Test
    void anAnchorShowsAChainThatWasCutShort() {
        String project = Api.project();
        String early = get(project, "/anchor").extract().path("anchor");
        FlagApi.create(project, "checkout");
        String late = get(project, "/anchor").extract().path("anchor");
        get(project, "/verify?anchor=" + early).body("ok", equalTo(true));
        get(project, "/verify?anchor=" + late).body("ok", equalTo(true)).body("rows", equalTo(7));
        asOwner("DELETE FROM audit WHERE project = '" + project + "' AND seq = 7");
        get(project, "/verify")
                .body("ok", equalTo(false))
                .body("brokenAt", equalTo(7))
                .body("problem", equalTo("Row 7 is missing; the head is at row 7."));
        asOwner("UPDATE audit_head SET seq = 6, hash = '" + early.substring(2) + "' WHERE project = '" + project + "'");
        get(project, "/verify").body("ok", equalTo(true));
        get(project, "/verify?anchor=" + early).body("ok", equalTo(true));
        get(project, "/verify?anchor=" + late).body("ok", equalTo(false)).body("brokenAt", equalTo(7));
    }

    @Test
    void aLongRowIsVerifiedAndItsChangeFound() {
        String project = Api.project();
        var connection = Blocking.await(pool.getConnection());
        Chains chain = new Chains(
                project,
                new Random(1),
                Anchor.parse(get(project, "/anchor").extract().path("anchor")));
        chain.store(connection, chain.next(4, 60_000));
        connection.close();
        get(project, "/verify").body("ok", equalTo(true)).body("rows", equalTo(10));
        asOwner("UPDATE audit SET after = coalesce(after, '') || ' ' WHERE project = '" + project + "' AND seq = 8");
        get(project, "/verify").body("ok", equalTo(false)).body("brokenAt", equalTo(8));
    }

    @Test
    void manyWhoAskAtOnceAllGetAnAnswer() {
        String project = Api.project();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> get(project, "/verify").extract().<Boolean>path("ok")));
        }
        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(true);
    }

    @Test
    void theLogSaysOnceWhereAChainStands() {
        String project = Api.project();
        List<String> said = new ArrayList<>();
        var logger = LogContext.getLogContext().getLogger(AuditAnchors.class.getName());
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord record) {
                said.add(((org.jboss.logmanager.ExtLogRecord) record).getFormattedMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            anchors.say().await().indefinitely();
            anchors.say().await().indefinitely();
        } finally {
            logger.removeHandler(handler);
        }
        String anchor = get(project, "/anchor").extract().path("anchor");
        assertThat(said).containsOnlyOnce("The audit of " + project + " stands at " + anchor);
    }

    @Test
    void theTableRefusesChanges() {
        Api.project();
        for (String change : List.of("UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit")) {
            assertThat(pool.query(change).execute().toCompletionStage().toCompletableFuture())
                    .failsWithin(java.time.Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("append-only");
        }
    }

    private void asOwner(String change) {
        var connection = Blocking.await(pool.getConnection());
        try {
            Blocking.await(
                    connection.query("SET session_replication_role = replica").execute());
            Blocking.await(connection.query(change).execute());
        } finally {
            Blocking.await(connection.query("RESET session_replication_role").execute());
            connection.close();
        }
    }

    private static String path(String project) {
        return "/api/v1/projects/" + project + "/audit";
    }

    private static ValidatableResponse get(String project, String rest) {
        return Api.admin().get(path(project) + rest).then().statusCode(200);
    }
}
