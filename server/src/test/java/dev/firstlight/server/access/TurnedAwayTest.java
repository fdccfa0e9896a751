package dev.firstlight.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Console;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever is refused is in the audit, however often they try. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class TurnedAwayTest {

    @Inject
    Doorkeeper doorkeeper;

    @Test
    void whoIsRefusedIsWrittenDown() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> doorkeeper.tick());
        String token = Api.token("viewer");
        String id = Api.with(token).get("/api/v1/session").path("id");
        Api.with(token).get("/api/v1/people").then().statusCode(403);
        Api.with(token).get("/api/v1/tokens").then().statusCode(403);
        RestAssured.get("/api/v1/people").then().statusCode(401);
        Api.with("fla_nothing").get("/api/v1/people").then().statusCode(401);
        VertxContextSupport.subscribeAndAwait(() -> doorkeeper.tick());
        Api.admin()
                .get("/api/v1/audit?limit=500")
                .then()
                .body(
                        "items.findAll { it.action == 'requests.refused' && it.subject == '" + id
                                + "' }.after.counts.'403'.sum()",
                        // In one row, or in two where the minute ended between the two requests.
                        equalTo(2))
                .body(
                        "items.findAll { it.action == 'requests.refused' && it.subject == '" + id + "' }.after.first",
                        hasItem(equalTo("GET /api/v1/people")))
                .body("items.findAll { it.action == 'requests.refused' }.subject", hasItem(startsWith("address:")));
        Api.admin().get("/api/v1/audit/verify").then().statusCode(200);
    }

    /** By the running server's own handler, filter and format. */
    @Test
    void whatIsNoGoodOrTooMuchIsInTheLogInOneLineEach() throws Throwable {
        String forged = "\u001b[31m\u2028\u0085INFO-forged";
        String email = "line" + System.nanoTime() + forged + "@example.org";
        Api.admin()
                .body(Map.of("email", email, "name", "Kiri", "role", "admin", "password", Somebody.PASSWORD))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        Somebody person = Somebody.known(email);
        VertxContextSupport.subscribeAndAwait(() -> doorkeeper.tick());
        try (Console console = Console.read()) {
            for (int i = 0; i < 3; i++) {
                person.asks()
                        .header("User-Agent", "evil" + forged)
                        .body(Map.of("key", "No\nGood", "name", "x\r\nINFO forged"))
                        .post("/api/v1/projects")
                        .then()
                        .statusCode(422);
            }
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .get("/api/v1/;a%0d%0aINFO%1b")
                    .then()
                    .statusCode(400);
            person.asks()
                    .body("x".repeat(1_100_000))
                    .post("/api/v1/projects")
                    .then()
                    .statusCode(413);
            VertxContextSupport.subscribeAndAwait(() -> doorkeeper.tick());
            List<String> lines = console.text()
                    .lines()
                    .filter(line -> line.contains("no good or too much"))
                    .toList();
            assertThat(lines).hasSize(2);
            assertThat(lines).anySatisfy(line -> assertThat(line)
                    .contains("\\u001b[31m\\u2028\\u0085info-forged@example.org")
                    .contains("{422=3}, the first POST /api/v1/projects"));
            assertThat(lines).anySatisfy(line -> assertThat(line)
                    .contains("of address:")
                    .contains("{400=1, 413=1}, the first GET /api/v1/;a%0d%0aINFO%1b"));
            assertThat(console.text()).doesNotContain("\u001b[31m\u2028").doesNotContainPattern("(?m)^(INFO|info)");
        }
    }

    @Test
    void whoTriesUnderManyNamesIsCountedTogether() {
        TurnedAway turned = new TurnedAway();
        for (int i = 0; i < 1_000; i++) {
            turned.add("address:" + i, 401, "GET /" + "x".repeat(1_000));
        }
        Map<String, TurnedAway.Tally> taken = turned.take();
        assertThat(taken).hasSize(TurnedAway.MOST + 1);
        assertThat(Objects.requireNonNull(taken.get(TurnedAway.OTHERS)).counts())
                .containsEntry("401", 1_000 - TurnedAway.MOST);
        assertThat(Objects.requireNonNull(taken.get("address:0")).first()).hasSize(300);
        assertThat(turned.take()).isEmpty();
    }
}
