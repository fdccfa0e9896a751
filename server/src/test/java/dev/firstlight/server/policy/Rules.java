package dev.firstlight.server.policy;

import dev.firstlight.server.support.Api;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Protection and freezes of a project's production, as a test sets them. */
final class Rules {

    private final String environment;

    Rules(String project) {
        environment = "/api/v1/projects/" + project + "/environments/production";
    }

    void protect() {
        settings("{\"protected\": true}", null).statusCode(200);
    }

    ValidatableResponse settings(String patch, @Nullable String comment) {
        String tag = Api.admin().get(environment).header("ETag");
        return Api.admin()
                .header("If-Match", tag)
                .queryParams(comment == null ? Map.of() : Map.of("comment", comment))
                .body(patch)
                .patch(environment)
                .then();
    }

    /** From a moment ago, for an hour; gives its id. */
    String freeze() {
        return freeze(Instant.now().minusSeconds(5), Instant.now().plusSeconds(3_600));
    }

    String freeze(Instant from, Instant until) {
        return Api.admin()
                .body(Map.of("name", "Christmas", "from", from.toString(), "until", until.toString()))
                .post(environment + "/freezes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void thaw(String id) {
        String freeze = environment + "/freezes/" + id;
        String tag = Api.admin().get(freeze).header("ETag");
        Api.admin().header("If-Match", tag).delete(freeze).then().statusCode(204);
    }

    /** A token of a role. */
    static String token(String role) {
        return Api.admin()
                .body(Map.of("name", role, "role", role))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }
}
