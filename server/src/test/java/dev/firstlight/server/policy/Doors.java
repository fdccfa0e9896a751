package dev.firstlight.server.policy;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every way in which a person's edit comes into production: the flag {@code checkout}, the segment {@code beta}. */
enum Doors {
    PUT {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            String body =
                    Api.admin().get(flag(project)).body().asString().replace("\"enabled\":false", "\"enabled\":true");
            return query(match(as, flag(project)), comment)
                    .body(body)
                    .put(flag(project))
                    .then();
        }
    },
    PATCH {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(match(as, flag(project)), comment)
                    .body(Map.of("enabled", true))
                    .patch(flag(project))
                    .then();
        }
    },
    INSTRUCTIONS {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return as.body(with(comment, "\"instructions\": [{\"kind\": \"turnOn\"}]"))
                    .post(flag(project) + "/changes")
                    .then();
        }
    },
    SEVERAL {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return as.body(with(comment, "\"changes\": [{\"flag\": \"checkout\", \"patch\": {\"enabled\": true}}]"))
                    .post(environment(project) + "/changes")
                    .then();
        }
    },
    REVERT {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return as.body(with(comment, "\"revision\": 3"))
                    .post(flag(project) + "/revert")
                    .then();
        }
    },
    REVERT_ALL {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return as.body(with(comment, "\"revision\": 4"))
                    .post(environment(project) + "/revert")
                    .then();
        }
    },
    PROMOTE {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return match(as, flag(project))
                    .body(with(comment, "\"to\": \"production\""))
                    .post(flag(project).replace("production", "staging") + "/promote")
                    .then();
        }
    },
    SEGMENT {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(match(as, segment(project)), comment)
                    .body(Map.of("included", List.of("carol")))
                    .put(segment(project))
                    .then();
        }
    },
    SEGMENT_PATCH {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(match(as, segment(project)), comment)
                    .body(Map.of("included", List.of("dave")))
                    .patch(segment(project))
                    .then();
        }
    },
    SEGMENT_INSTRUCTIONS {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return as.body(with(comment, "\"instructions\": [{\"kind\": \"addIncluded\", \"keys\": [\"gina\"]}]"))
                    .post(segment(project) + "/changes")
                    .then();
        }
    },
    SEGMENT_REVERT {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return match(as, segment(project))
                    .body(with(comment, "\"revision\": 4"))
                    .post(segment(project) + "/revert")
                    .then();
        }
    },
    SEGMENT_KEYS {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(as, comment)
                    .body(Map.of("add", List.of("erin")))
                    .post(segment(project) + "/keys")
                    .then();
        }
    },
    SEGMENT_UPLOAD {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(match(as, segment(project)), comment)
                    .contentType("text/plain; charset=utf-8")
                    .body("frank\n")
                    .put(segment(project) + "/keys")
                    .then();
        }
    },
    SEGMENT_DELETE {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(as, comment).delete(segment(project)).then();
        }
    },
    TESTS {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(match(as, flag(project)), comment)
                    .body("{\"tests\": [{\"name\": \"anybody\", \"context\": {\"targetingKey\": \"a\"},"
                            + " \"expect\": {\"variant\": \"off\"}}]}")
                    .put(flag(project) + "/tests")
                    .then();
        }
    },
    VARIANTS {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            String own = "/api/v1/projects/" + project + "/flags/checkout";
            return query(match(as, own), comment)
                    .body(Map.of("clientVisible", true))
                    .patch(own)
                    .then();
        }
    },
    REPLACE {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            String own = "/api/v1/projects/" + project + "/flags/checkout";
            return query(match(as, own), comment)
                    .body(Map.of("type", "boolean", "variants", Map.of("on", true, "off", false, "also", true)))
                    .put(own)
                    .then();
        }
    },
    ARCHIVE {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(as, comment)
                    .post("/api/v1/projects/" + project + "/flags/checkout/archive")
                    .then();
        }
    },
    DELETE {
        @Override
        ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment) {
            return query(as, comment)
                    .delete("/api/v1/projects/" + project + "/flags/checkout")
                    .then();
        }
    };

    /** Comes through with a change that production does not have yet, {@code comment} null for none. */
    abstract ValidatableResponse open(RequestSpecification as, String project, @Nullable String comment);

    /** The same by an admin, and with a comment. */
    ValidatableResponse asked(String project) {
        return open(Api.admin(), project, "because");
    }

    /** A project in which each door has something to change: staging differs, and production was something else. */
    static String project() {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        Api.admin()
                .body(Map.of("key", "staging", "name", "Staging"))
                .post("/api/v1/projects/" + project + "/environments")
                .then()
                .statusCode(201);
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"turnOn\"}]}")
                .post(flag(project).replace("production", "staging") + "/changes")
                .then()
                .statusCode(200);
        FlagApi.patch(project, "checkout", Map.of("enabled", true)); // 3
        Api.admin()
                .body(Map.of("included", List.of("alice")))
                .put(segment(project))
                .then()
                .statusCode(200); // 4
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of("included", List.of("bob")))
                .put(segment(project))
                .then()
                .statusCode(200); // 5
        FlagApi.patch(project, "checkout", Map.of("enabled", false)); // 6
        return project;
    }

    private static String flag(String project) {
        return FlagApi.path(project, "checkout");
    }

    private static String environment(String project) {
        return "/api/v1/projects/" + project + "/environments/production";
    }

    private static String segment(String project) {
        return environment(project) + "/segments/beta";
    }

    private static RequestSpecification match(RequestSpecification as, String path) {
        return as.header("If-Match", Api.admin().get(path).header("ETag"));
    }

    private static RequestSpecification query(RequestSpecification as, @Nullable String comment) {
        return comment == null ? as : as.queryParam("comment", comment);
    }

    private static String with(@Nullable String comment, String fields) {
        return "{" + (comment == null ? "" : "\"comment\": \"" + comment + "\", ") + fields + "}";
    }
}
