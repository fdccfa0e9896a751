package dev.firstlight.server.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people show besides a password. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class SecondFactorTest {

    @Inject
    Pool pool;

    private static ValidatableResponse signIn(Somebody person, @Nullable String code) {
        Map<String, String> body = new HashMap<>(Map.of("email", person.email(), "password", Somebody.PASSWORD));
        if (code != null) {
            body.put("code", code);
        }
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/session")
                .then();
    }

    @Test
    void whoHasOneShowsIt() {
        Somebody person = Somebody.of("viewer", List.of());
        Somebody elsewhere = person.again();
        Device device = Device.of(person);
        elsewhere.asks().get("/api/v1/session").then().statusCode(401);
        person.asks().get("/api/v1/session").then().statusCode(200).body("secondFactor", equalTo(true));
        signIn(person, null).statusCode(401).body("errors.pointer", contains("/code"));
        signIn(person, device.code(0)).statusCode(200);
        signIn(person, device.code(0)).statusCode(401).body("errors", org.hamcrest.Matchers.nullValue());
        signIn(person, device.code(1)).statusCode(200);
        Api.admin()
                .get("/api/v1/audit?limit=500")
                .then()
                .body(
                        "items.findAll { it.subject == '" + person.email() + "' }.action",
                        hasItems("person.secondFactorOn", "session.refused"));
    }

    @Test
    void codesForALossWorkOnceEach() {
        Somebody person = Somebody.of("viewer", List.of());
        Device device = Device.of(person);
        assertThat(device.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        String code = device.recoveryCodes().get(3);
        signIn(person, code.toUpperCase(java.util.Locale.ROOT)).statusCode(200);
        signIn(person, code).statusCode(401);
        person.asks()
                .get("/api/v1/sessions/second-factor")
                .then()
                .body("on", equalTo(true))
                .body("recoveryCodesLeft", equalTo(9));
    }

    @Test
    void wrongCodesLockAsWrongPasswordsDo() {
        Somebody person = Somebody.of("viewer", List.of());
        Device device = Device.of(person);
        for (int i = 0; i < 5; i++) {
            signIn(person, "00000" + i).statusCode(401);
        }
        signIn(person, device.code(0)).statusCode(401);
    }

    @Test
    void aLinkIsNotEnoughAndIsKeptUntilTheCodeComes() {
        Somebody person = Somebody.of("viewer", List.of());
        Device device = Device.of(person);
        String url = Api.admin()
                .body(Map.of("email", person.email()))
                .post("/api/v1/session/links")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
        String link = url.substring(url.indexOf("link=") + 5);
        byLink(link, null).statusCode(401).body("errors.pointer", contains("/code"));
        byLink(link, device.code(0)).statusCode(200);
        byLink(link, device.code(1)).statusCode(401);
    }

    private static ValidatableResponse byLink(String link, @Nullable String code) {
        return given().contentType("application/json")
                .body(code == null ? Map.of("link", link) : Map.of("link", link, "code", code))
                .post("/api/v1/session")
                .then();
    }

    @Test
    void itBeginsWithThePasswordAndCountsOnlyOnceItIsShown() {
        Somebody person = Somebody.of("viewer", List.of());
        person.asks()
                .body(Map.of("password", "another horse battery"))
                .post("/api/v1/sessions/second-factor")
                .then()
                .statusCode(403);
        confirm(person, "123456").statusCode(409);
        person.asks()
                .body(Map.of("password", Somebody.PASSWORD))
                .post("/api/v1/sessions/second-factor")
                .then()
                .statusCode(200);
        confirm(person, "000000").statusCode(422).body("errors.pointer", contains("/code"));
        signIn(person, null).statusCode(200);
        Device device = Device.of(person);
        confirm(person, device.code(0)).statusCode(409);
    }

    private static ValidatableResponse confirm(Somebody person, String code) {
        return person.asks()
                .body(Map.of("code", code))
                .put("/api/v1/sessions/second-factor")
                .then();
    }

    @Test
    void itIsTurnedOffByWhoHasItOrReset() {
        Somebody person = Somebody.of("viewer", List.of());
        Device device = Device.of(person);
        off(person, "000000").statusCode(422);
        off(person, device.code(0)).statusCode(204);
        signIn(person, null).statusCode(200);
        Device.of(person);
        Api.admin()
                .delete("/api/v1/people/" + person.id() + "/second-factor")
                .then()
                .statusCode(204);
        signIn(person, null).statusCode(200);
    }

    private static ValidatableResponse off(Somebody person, String code) {
        return person.asks()
                .body(Map.of("code", code))
                .post("/api/v1/sessions/second-factor/off")
                .then();
    }

    @Test
    void whoMayLessOpensNobodysDoor() {
        String role = "r" + Long.toString(System.nanoTime(), 36);
        Api.admin()
                .body(Map.of("key", role, "name", "Clerk", "permissions", List.of("administer")))
                .post("/api/v1/roles")
                .then()
                .statusCode(201);
        Somebody clerk = Somebody.of(role, List.of());
        Somebody admin = Somebody.of("admin", List.of());
        clerk.asks()
                .delete("/api/v1/people/" + admin.id() + "/second-factor")
                .then()
                .statusCode(403);
        clerk.asks()
                .body(Map.of("email", admin.email()))
                .post("/api/v1/session/links")
                .then()
                .statusCode(403);
    }

    @Test
    void theSecretIsNotInTheDatabase() {
        Somebody person = Somebody.of("viewer", List.of());
        Device device = Device.of(person);
        String kept = pool.preparedQuery("SELECT totp_secret FROM person WHERE id = $1")
                .execute(Tuple.of(person.id()))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
        assertThat(kept).startsWith("v1.").doesNotContain(device.secret());
    }
}
