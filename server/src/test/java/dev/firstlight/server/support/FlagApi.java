package dev.firstlight.server.support;

import java.util.HashMap;
import java.util.Map;

/** Flags as a test makes and moves them, through the API. */
public final class FlagApi {

    private FlagApi() {}

    /** Makes a boolean flag with the variants on and off. */
    public static void create(String project, String key) {
        create(
                project,
                Map.of(
                        "key",
                        key,
                        "type",
                        "boolean",
                        "variants",
                        Map.of("on", true, "off", false),
                        "offVariant",
                        "off"));
    }

    /** Makes so many boolean flags at once, numbered from 0 and off, as an import does. */
    public static void createMany(String project, String prefix, int count) {
        Map<String, Object> flags = new HashMap<>();
        for (int i = 0; i < count; i++) {
            flags.put(
                    prefix + i,
                    Map.of("state", "DISABLED", "variants", Map.of("on", true, "off", false), "defaultVariant", "off"));
        }
        Api.admin()
                .body(Map.of("flags", flags))
                .post("/api/v1/projects/" + project + "/environments/production/import?from=flagd&contexts=0")
                .then()
                .statusCode(200);
    }

    /** Makes a flag. */
    public static void create(String project, Map<String, Object> flag) {
        Api.admin()
                .body(flag)
                .post("/api/v1/projects/" + project + "/flags")
                .then()
                .statusCode(201);
    }

    /** Changes a flag's targeting in production by merge patch; gives the revision that it became. */
    public static int patch(String project, String key, Map<String, Object> patch) {
        String path = path(project, key);
        String tag = Api.admin().get(path).then().statusCode(200).extract().header("ETag");
        return Api.admin()
                .header("If-Match", tag)
                .body(patch)
                .patch(path)
                .then()
                .statusCode(200)
                .extract()
                .path("revision");
    }

    /** Where a flag's targeting in production is. */
    public static String path(String project, String key) {
        return "/api/v1/projects/" + project + "/flags/" + key + "/environments/production";
    }
}
