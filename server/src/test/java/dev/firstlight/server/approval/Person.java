package dev.firstlight.server.approval;

import static io.restassured.RestAssured.given;

import dev.firstlight.server.support.Api;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who has signed in. */
record Person(String email, String session) {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PASSWORD = "correct horse battery staple";

    /** A new person of a role. */
    static Person of(String name, String role) {
        String email = name + NUMBER.incrementAndGet() + "-" + System.nanoTime() + "@example.org";
        Api.admin()
                .body(Map.of("email", email, "name", name, "role", role, "password", PASSWORD))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        String session = given().contentType("application/json")
                .body(Map.of("email", email, "password", PASSWORD))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("session");
        return new Person(email, session);
    }

    /** A request of theirs, from the console. */
    RequestSpecification ask() {
        return given().cookie("session", session)
                .header("X-Firstlight", "console")
                .contentType("application/json");
    }

    /** A token that they make. */
    String token(String role) {
        return ask().body(Map.of("name", "a token", "role", role))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }
}
