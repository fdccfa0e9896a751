package dev.firstlight.server.abuse;

import static io.restassured.RestAssured.given;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;

/**
 * A server with something in it, and what one needs to ask it.
 *
 * @param server that runs
 * @param serverKey of its one environment
 * @param clientKey of the same
 */
record Target(RunningServer server, String serverKey, String clientKey) {

    static final String PROJECT = "abuse";
    static final String ENVIRONMENT = "/api/v1/projects/" + PROJECT + "/environments/production";

    static Target make(RunningServer server) {
        admin(server)
                .body(Map.of("key", PROJECT, "name", "Abuse"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        for (int i = 0; i < 20; i++) {
            admin(server)
                    .body(Map.of(
                            "key",
                            "flag-" + i,
                            "type",
                            "boolean",
                            "clientVisible",
                            true,
                            "variants",
                            Map.of("on", true, "off", false)))
                    .post("/api/v1/projects/" + PROJECT + "/flags")
                    .then()
                    .statusCode(201);
        }
        return new Target(server, key(server, "server"), key(server, "client"));
    }

    private static String key(RunningServer server, String kind) {
        return admin(server)
                .body(Map.of("name", kind, "kind", kind))
                .post(ENVIRONMENT + "/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    String host() {
        return URI.create(server.url()).getHost();
    }

    int port() {
        return URI.create(server.url()).getPort();
    }
}
