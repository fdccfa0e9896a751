package dev.firstlight.server.webhook;

import dev.firstlight.server.support.Api;
import java.util.List;
import java.util.Map;

/** A release of a project's flag that begins, and bakes until it is stopped. */
final class Released {

    private final String releases;
    final String id;

    Released(Hooked hooked) {
        hooked.toggle("on, for a release");
        releases = "/api/v1/projects/" + hooked.project + "/releases";
        id = Api.admin()
                .body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        Hooked.FLAG,
                        "treatment",
                        "on",
                        "start",
                        true,
                        "plan",
                        Map.of("stages", List.of(Map.of("regions", List.of("nz"), "percent", 25, "bake", "PT1H")))))
                .post(releases)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void rollBack() {
        Api.admin()
                .body(Map.of("comment", "enough"))
                .post(releases + "/" + id + "/rollback")
                .then()
                .statusCode(200);
    }
}
