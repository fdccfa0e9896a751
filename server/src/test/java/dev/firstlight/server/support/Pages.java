package dev.firstlight.server.support;

import java.util.List;
import java.util.Map;

/** What an administrator sets for browsers. */
public final class Pages {

    private Pages() {}

    /** Lets pages of an origin ask with the client keys of the project's production. */
    public static void allow(String project, String... origins) {
        Api.admin()
                .body(Map.of("origins", List.of(origins), "secureMode", false))
                .put(path(project))
                .then()
                .statusCode(200);
    }

    /** Where that is set. */
    public static String path(String project) {
        return "/api/v1/projects/" + project + "/environments/production/client-access";
    }
}
