package dev.firstlight.server.support;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's public doors as a test uses them: an admin's requests, and a project of its own for each test. */
public final class Api {

    /** The admin token that exists from the start. */
    public static final String ADMIN = "bootstrap-token-for-tests-0123456789abcdef";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Api() {}

    /** A request of the admin's, JSON in and out. */
    public static RequestSpecification admin() {
        return given().auth().oauth2(ADMIN).contentType("application/json");
    }

    /** A request with a key or token. */
    public static RequestSpecification with(String secret) {
        return given().auth().oauth2(secret).contentType("application/json");
    }

    /** A new project with the environment production and the regions nz, au, eu, us; gives its key. */
    public static String project() {
        String key = "p" + NUMBER.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        admin().body(Map.of("key", key, "name", "Test " + key))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        for (String region : List.of("nz", "au", "eu", "us")) {
            admin().body(Map.of("name", region.toUpperCase(java.util.Locale.ROOT), "countries", List.of()))
                    .put("/api/v1/projects/" + key + "/regions/" + region)
                    .then()
                    .statusCode(200);
        }
        return key;
    }

    /** A new SDK key of a kind for the project's production. */
    public static String sdkKey(String project, String kind) {
        return admin().body(Map.of("name", "test", "kind", kind))
                .post("/api/v1/projects/" + project + "/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    /** A new API token of a role. */
    public static String token(String role) {
        return admin().body(Map.of("name", "a " + role, "role", role))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }
}
