package dev.firstlight.server.access;

import static io.restassured.RestAssured.given;

import dev.firstlight.server.support.Api;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** A person as a test uses one: added by the admin, and signed in. */
record Somebody(String id, String email, String session) {

    static final String PASSWORD = "correct horse battery";

    static Somebody of(String role, List<Map<String, String>> grants) {
        String email = "s" + System.nanoTime() + "@example.org";
        String id = Api.admin()
                .body(Map.of("email", email, "name", "Kiri", "role", role, "grants", grants, "password", PASSWORD))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Somebody(id, email, signIn(email));
    }

    /** Who is there already, with the password of all of them. */
    static Somebody known(String email) {
        return new Somebody("", email, signIn(email));
    }

    private static String signIn(String email) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", PASSWORD))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("session");
    }

    /** The same person, in another browser. */
    Somebody again() {
        return new Somebody(id, email, signIn(email));
    }

    /** A request of theirs, as the console sends it. */
    RequestSpecification asks() {
        return given().cookie("session", session)
                .header("X-Firstlight", "console")
                .contentType(ContentType.JSON);
    }
}
