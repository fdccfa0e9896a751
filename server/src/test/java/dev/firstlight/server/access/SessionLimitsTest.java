package dev.firstlight.server.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a session lasts. Time is moved by moving what the database remembers. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class SessionLimitsTest {

    @Inject
    Pool pool;

    private void move(Somebody person, String column, String back) {
        pool.preparedQuery("UPDATE session SET " + column + " = now() - CAST(CAST($1 AS text) AS interval)"
                        + " WHERE token_hash = $2")
                .execute(Tuple.of(back, Ids.hash(person.session())))
                .await()
                .indefinitely();
    }

    private static void isIn(Somebody person, boolean in) {
        person.asks().get("/api/v1/session").then().statusCode(in ? 200 : 401);
    }

    @Test
    void whoDoesNothingForHalfAnHourIsOut() {
        Somebody person = Somebody.of("viewer", List.of());
        move(person, "last_seen_at", "29 minutes");
        isIn(person, true);
        move(person, "last_seen_at", "30 minutes 1 second");
        isIn(person, false);
    }

    @Test
    void whoEndsAnotherSessionShowsAgainWhoTheyAre() {
        Somebody person = Somebody.of("viewer", List.of());
        Somebody elsewhere = person.again();
        String other = elsewhere.asks().get("/api/v1/sessions").path("sessions.find { it.here }.id");
        move(person, "shown_at", "10 minutes 1 second");
        end(person, other, 403);
        isIn(elsewhere, true);
        confirm(person, Map.of(), 422, "/password");
        confirm(person, Map.of("code", "123456"), 422, "/password");
        confirm(person, Map.of("password", "not the right one"), 403, "/password");
        end(person, other, 403);
        person.asks()
                .body(Map.of("password", Somebody.PASSWORD))
                .post("/api/v1/sessions/confirm")
                .then()
                .statusCode(204);
        end(person, other, 204);
        isIn(elsewhere, false);
        isIn(person, true);
    }

    @Test
    void whoHasJustSignedInNeedNotShowItAgain() {
        Somebody person = Somebody.of("viewer", List.of());
        Somebody elsewhere = person.again();
        move(elsewhere, "shown_at", "9 minutes 50 seconds");
        String own = person.asks().get("/api/v1/sessions").path("sessions.find { it.here }.id");
        end(elsewhere, own, 204);
        isIn(person, false);
    }

    @Test
    void wrongPasswordsLockHereAsTheyDoAtTheDoor() {
        Somebody person = Somebody.of("viewer", List.of());
        for (int i = 0; i < 5; i++) {
            confirm(person, Map.of("password", "not the right one"), 403, "/password");
        }
        confirm(person, Map.of("password", Somebody.PASSWORD), 403, "/password");
        isIn(person, true);
    }

    private static void confirm(Somebody person, Map<String, String> by, int status, String pointer) {
        person.asks()
                .body(by)
                .post("/api/v1/sessions/confirm")
                .then()
                .statusCode(status)
                .body("errors[0].pointer", equalTo(pointer));
    }

    private static void end(Somebody person, String id, int status) {
        var answer = person.asks().delete("/api/v1/sessions/" + id).then().statusCode(status);
        if (status == 403) {
            answer.body("errors[0].pointer", equalTo("/password"))
                    .body("detail", containsString("POST /api/v1/sessions/confirm"));
        }
    }

    @Test
    void aLinkLetsNobodyInAfterTenMinutes() {
        Somebody person = Somebody.of("viewer", List.of());
        signIn(link(person, "9 minutes 50 seconds")).statusCode(200);
        signIn(link(person, "10 minutes 1 second")).statusCode(401);
    }

    /** The token of a link that was made a while ago. */
    private String link(Somebody person, String ago) {
        String url = Api.admin()
                .body(Map.of("email", person.email()))
                .post("/api/v1/session/links")
                .path("url");
        String token = url.substring(url.indexOf('=') + 1);
        pool.preparedQuery("UPDATE one_time_link SET expires_at = expires_at - CAST(CAST($1 AS text) AS interval)"
                        + " WHERE token_hash = $2")
                .execute(Tuple.of(ago, Ids.hash(token)))
                .await()
                .indefinitely();
        return token;
    }

    private static ValidatableResponse signIn(String link) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("link", link))
                .post("/api/v1/session")
                .then();
    }

    @Test
    void nobodyIsInForMoreThanTwelveHours() {
        Somebody person = Somebody.of("viewer", List.of());
        move(person, "created_at", "11 hours 59 minutes");
        isIn(person, true);
        move(person, "created_at", "12 hours 1 second");
        isIn(person, false);
    }
}
