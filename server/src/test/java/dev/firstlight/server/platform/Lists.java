package dev.firstlight.server.platform;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** The lists that come in pages and what makes a row of each. */
enum Lists {
    PROJECTS("/api/v1/projects", "key", 40) {
        @Override
        String make(String project, String name) {
            String key = project + "-" + name;
            post(path(project), Map.of("key", key, "name", name));
            return key;
        }
    },
    PEOPLE("/api/v1/people", "email", 40) {
        @Override
        String make(String project, String name) {
            String email = name + "@" + project + ".test";
            post(path(project), Map.of("email", email, "name", name, "role", "viewer"));
            return email;
        }
    },
    TOKENS("/api/v1/tokens", "id", 40) {
        @Override
        String make(String project, String name) {
            return post(path(project), Map.of("name", name, "role", "viewer"))
                    .extract()
                    .path("id");
        }
    },
    ENVIRONMENTS("/api/v1/projects/{project}/environments", "key", 2) {
        @Override
        String make(String project, String name) {
            post(path(project), Map.of("key", name, "name", name));
            return name;
        }
    },
    SDK_KEYS("/api/v1/projects/{project}/environments/production/keys", "name", 2) {
        @Override
        String make(String project, String name) {
            post(path(project), Map.of("name", name, "kind", "server"));
            return name;
        }
    },
    FLAGS("/api/v1/projects/{project}/flags", "key", 2) {
        @Override
        String make(String project, String name) {
            FlagApi.create(project, name);
            return name;
        }
    },
    SEGMENTS("/api/v1/projects/{project}/environments/production/segments", "key", 2) {
        @Override
        String make(String project, String name) {
            put(path(project) + "/" + name, Map.of("included", List.of("alice")), 200);
            return name;
        }
    },
    METRICS("/api/v1/projects/{project}/metrics", "key", 2) {
        @Override
        String make(String project, String name) {
            put(path(project) + "/" + name, Map.of("name", name), 200);
            return name;
        }
    },
    FREEZES("/api/v1/projects/{project}/environments/production/freezes", "name", 2) {
        @Override
        String make(String project, String name) {
            post(path(project), Map.of("name", name, "from", "2031-12-20T00:00:00Z", "until", "2032-01-05T00:00:00Z"));
            return name;
        }
    },
    /** Two at a time, so that the time alone does not say where a page ends. */
    SCHEDULES("/api/v1/projects/{project}/environments/production/schedules", "request.comment", 3) {
        @Override
        String make(String project, String name) {
            Map<String, Object> change = Map.of("flag", "checkout", "instructions", List.of(Map.of("kind", "turnOff")));
            int day = 10 + Integer.parseInt(name.substring(1)) / 2;
            post(
                    path(project),
                    Map.of("at", "2031-12-" + day + "T09:00:00Z", "comment", name, "changes", List.of(change)));
            return name;
        }
    },
    DEPLOYMENTS("/api/v1/projects/{project}/environments/production/deployments", "version", 2) {
        @Override
        String make(String project, String name) {
            post(path(project), Map.of("service", "shop", "version", name, "region", "nz"));
            return name;
        }
    },
    REFERENCES("/api/v1/projects/{project}/references/checkout", "repository", 3) {
        @Override
        String make(String project, String name) {
            put(
                    "/api/v1/projects/" + project + "/references",
                    Map.of(
                            "repository",
                            name,
                            "references",
                            List.of(Map.of("flag", "checkout", "path", "src/ünï code.ts", "line", 7))),
                    204);
            return name;
        }
    },
    UNKNOWN_FLAGS("/api/v1/projects/{project}/unknown-flags", "flag", 2) {
        @Override
        String make(String project, String name) {
            String flag = "Kéy & " + name;
            Map<String, Object> asked = Map.of("flag", flag, "variant", "", "reason", "ERROR", "count", 3);
            Api.with(Api.sdkKey(project, "server"))
                    .body(Map.of(
                            "instance",
                            name,
                            "seq",
                            1,
                            "sdk",
                            Map.of("name", "java", "version", "1"),
                            "evaluations",
                            List.of(asked)))
                    .post("/sdk/v1/telemetry")
                    .then()
                    .statusCode(202);
            return flag;
        }
    };

    private final String template;
    final String field;
    final int limit;

    Lists(String template, String field, int limit) {
        this.template = template;
        this.field = field;
        this.limit = limit;
    }

    /** Makes a row; gives what its field says. */
    abstract String make(String project, String name);

    String path(String project) {
        return template.replace("{project}", project);
    }

    private static ValidatableResponse post(String path, Map<String, Object> body) {
        return Api.admin().body(body).post(path).then().statusCode(201);
    }

    private static void put(String path, Map<String, Object> body, int status) {
        Api.admin().body(body).put(path).then().statusCode(status);
    }
}
