package dev.firstlight.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A project in which each tool has something to do: flags, drafts of releases, an environment that asks for approvals. */
final class Desk {

    static final List<Map<String, String>> TURN_ON = List.of(Map.of("kind", "turnOn"));

    /** One stage that stays for longer than any test. */
    static final Map<String, Object> PLAN =
            Map.of("stages", List.of(Map.of("regions", "all", "percent", 50, "bake", "PT1H")), "guards", List.of());

    final String project;
    private final Supplier<RequestSpecification> admin;
    private final String started;
    private final String stopped;

    private Desk(String project, Supplier<RequestSpecification> admin) {
        this.project = project;
        this.admin = admin;
        for (String flag : List.of("shop", "releases", "starts", "stops")) {
            post("/flags", Map.of("key", flag, "type", "boolean", "variants", Map.of("on", true, "off", false)));
        }
        for (String flag : List.of("releases", "starts", "stops")) {
            post("/flags/" + flag + "/environments/production/changes", Map.of("instructions", TURN_ON));
        }
        careful("guarded", Map.of("approvals", 1, "approvers", List.of("approver")));
        careful("protected", Map.of("protected", true));
        this.started = draft("starts");
        this.stopped = draft("stops");
    }

    /** At the server of the tests. */
    static Desk here() {
        return new Desk(Api.project(), Api::admin);
    }

    /** At another server. */
    static Desk at(Supplier<RequestSpecification> admin) {
        String project = "p" + Long.toString(System.nanoTime(), 36);
        admin.get()
                .body(Map.of("key", project, "name", "Desk"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin.get()
                .body(Map.of("name", "NZ", "countries", List.of()))
                .put("/api/v1/projects/" + project + "/regions/nz")
                .then()
                .statusCode(200);
        return new Desk(project, admin);
    }

    private Response post(String path, Map<String, ?> body) {
        Response response = admin.get().body(body).post("/api/v1/projects/" + project + path);
        assertThat(response.statusCode()).as(path + response.asString()).isIn(200, 201);
        return response;
    }

    private void careful(String environment, Map<String, ?> settings) {
        post("/environments", Map.of("key", environment, "name", environment));
        String path = "/api/v1/projects/" + project + "/environments/" + environment;
        admin.get()
                .contentType("application/merge-patch+json")
                .header("If-Match", admin.get().get(path).header("ETag"))
                .body(settings)
                .patch(path)
                .then()
                .statusCode(200);
    }

    private String draft(String flag) {
        return post(
                        "/releases",
                        Map.of(
                                "environment",
                                "production",
                                "flag",
                                flag,
                                "treatment",
                                "on",
                                "plan",
                                PLAN,
                                "start",
                                false))
                .path("id");
    }

    /** What each tool is told; a tool that is not here is one that nobody tries. */
    Map<String, Map<String, ?>> calls() {
        return Map.ofEntries(
                Map.entry("list_projects", Map.of("limit", 100)),
                Map.entry("list_environments", Map.of("project", project)),
                Map.entry("list_flags", Map.of("project", project, "query", "state:on env:production")),
                Map.entry("get_flag", Map.of("project", project, "flag", "shop")),
                Map.entry(
                        "explain_value",
                        Map.of(
                                "project",
                                project,
                                "environment",
                                "production",
                                "flag",
                                "shop",
                                "context",
                                Map.of("targetingKey", "ana"))),
                Map.entry("list_stale_flags", Map.of("project", project)),
                Map.entry("list_plans", Map.of("project", project)),
                Map.entry("list_releases", Map.of("project", project, "state", "draft")),
                Map.entry("get_release", Map.of("project", project, "release", stopped)),
                Map.entry("search_audit", Map.of("project", project, "subject", "production/")),
                Map.entry(
                        "create_flag",
                        Map.of(
                                "project",
                                project,
                                "key",
                                "new-one",
                                "type",
                                "boolean",
                                "variants",
                                Map.of("on", true, "off", false))),
                Map.entry(
                        "change_flag",
                        Map.of(
                                "project",
                                project,
                                "environment",
                                "production",
                                "flag",
                                "shop",
                                "instructions",
                                TURN_ON,
                                "comment",
                                "by an agent")),
                Map.entry(
                        "ask_for_approval",
                        Map.of(
                                "project",
                                project,
                                "environment",
                                "guarded",
                                "flag",
                                "shop",
                                "instructions",
                                TURN_ON,
                                "title",
                                "Open the shop")),
                Map.entry(
                        "start_release",
                        Map.of(
                                "project",
                                project,
                                "environment",
                                "production",
                                "flag",
                                "releases",
                                "treatment",
                                "on",
                                "plan",
                                PLAN)),
                Map.entry("continue_release", Map.of("project", project, "release", started, "action", "start")),
                Map.entry("stop_release", Map.of("project", project, "release", stopped, "action", "abort")));
    }

    /** What one tool is told. */
    Map<String, ?> call(String tool) {
        return Objects.requireNonNull(calls().get(tool));
    }

    /** All that a change would leave behind: revisions and versions of all environments, and the audit's last row. */
    String mark() {
        String path = "/api/v1/projects/" + project;
        return read(path + "/environments") + read(path + "/audit/anchor");
    }

    private String read(String path) {
        return admin.get().get(path).then().statusCode(200).extract().body().asString();
    }
}
