package dev.firstlight.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** Every operation that edits an environment is refused where edits need approval, or is named here with the reason. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ApprovalDoorsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "reference", "openapi.yaml");
    private static final String PROJECT = "/api/v1/projects/{project}";
    private static final String ENVIRONMENT = PROJECT + "/environments/{environment}";
    private static final String FLAG = PROJECT + "/flags/{flag}";
    private static final String THERE = FLAG + "/environments/{environment}";
    private static final String SEGMENT = ENVIRONMENT + "/segments/{key}";
    private static final String REQUEST = ENVIRONMENT + "/change-requests";
    private static final String RELEASE = PROJECT + "/releases";

    /** What changes nothing that an environment serves, or may and why. */
    private static final Map<String, String> FREE = Map.ofEntries(
            Map.entry("PATCH " + PROJECT, "a project's name"),
            Map.entry("PUT " + PROJECT + "/context-sampling", "what SDKs report"),
            Map.entry("PUT " + PROJECT + "/access", "who may do what, a project's admin's"),
            Map.entry("PUT " + PROJECT + "/access/teams/{team}", "the same for a team"),
            Map.entry("POST " + PROJECT + "/environments", "another environment"),
            Map.entry("PATCH " + ENVIRONMENT, "settings, an admin's, with a comment where approvals are asked for"),
            Map.entry("PUT " + ENVIRONMENT + "/client-access", "who may read, an admin's"),
            Map.entry("POST " + ENVIRONMENT + "/client-access/secret", "who may read, an admin's"),
            Map.entry(
                    "POST " + ENVIRONMENT + "/deployments",
                    "what was deployed; releases that follow it ask by themselves"),
            Map.entry("POST " + ENVIRONMENT + "/explain", "reads"),
            Map.entry("POST " + ENVIRONMENT + "/freezes", "makes edits harder, an admin's"),
            Map.entry("PUT " + ENVIRONMENT + "/freezes/{id}", "an admin's; approvals are needed all the same"),
            Map.entry("DELETE " + ENVIRONMENT + "/freezes/{id}", "an admin's; approvals are needed all the same"),
            Map.entry("POST " + ENVIRONMENT + "/keys", "who may read, an admin's"),
            Map.entry("DELETE " + ENVIRONMENT + "/keys/{id}", "who may read, an admin's"),
            Map.entry("POST " + ENVIRONMENT + "/keys/{id}/rotate", "who may read, an admin's"),
            Map.entry("DELETE " + ENVIRONMENT + "/schedules/{id}", "keeps an edit from happening"),
            Map.entry("POST " + PROJECT + "/flags", "a new flag is off"),
            Map.entry("POST " + FLAG + "/restore", "a flag that comes back is off"),
            Map.entry("PUT " + PROJECT + "/metrics/{metric}", "what is measured"),
            Map.entry("PUT " + PROJECT + "/plans/{plan}", "a plan does nothing until a release is made of it"),
            Map.entry("PUT " + PROJECT + "/references", "what code names"),
            Map.entry("PUT " + PROJECT + "/regions/{region}", "names and countries; rulesets have groups of keys"),
            Map.entry("DELETE " + PROJECT + "/regions/{region}", "refused while anything names it"),
            Map.entry("POST " + PROJECT + "/webhooks", "who is told"),
            Map.entry("PUT " + PROJECT + "/webhooks/{id}", "who is told"),
            Map.entry("DELETE " + PROJECT + "/webhooks/{id}", "who is told"),
            Map.entry("POST " + PROJECT + "/webhooks/{id}/rotate", "who is told"),
            Map.entry("POST " + PROJECT + "/webhooks/{id}/test", "tells of nothing"),
            Map.entry("POST " + PROJECT + "/webhooks/{id}/deliveries/{number}/redeliver", "tells again"),
            Map.entry("POST " + RELEASE + "/{id}/approve", "an approval itself"),
            Map.entry("POST " + RELEASE + "/{id}/checks/{check}", "a gate of a release that was approved"),
            Map.entry("POST " + RELEASE + "/{id}/verdicts/{metric}", "a gate of a release that was approved"),
            Map.entry("POST " + REQUEST, "asks"),
            Map.entry("DELETE " + REQUEST + "/{id}", "takes back what was asked"),
            Map.entry("POST " + REQUEST + "/{id}/approvals", "an approval itself"),
            Map.entry("POST " + REQUEST + "/{id}/rejections", "a rejection"),
            Map.entry("POST " + REQUEST + "/{id}/rebase", "computes"),
            Map.entry("POST " + REQUEST + "/{id}/apply", "refused with 409 without approvals; see ChangeRequestTest"));

    private static Map<String, Function<String, ValidatableResponse>> shut() {
        Map<String, Function<String, ValidatableResponse>> shut = new LinkedHashMap<>();
        shut.put("PUT " + THERE, Doors.PUT::asked);
        shut.put("PATCH " + THERE, Doors.PATCH::asked);
        shut.put("POST " + THERE + "/changes", Doors.INSTRUCTIONS::asked);
        shut.put("POST " + ENVIRONMENT + "/changes", Doors.SEVERAL::asked);
        shut.put("POST " + THERE + "/revert", Doors.REVERT::asked);
        shut.put("POST " + ENVIRONMENT + "/revert", Doors.REVERT_ALL::asked);
        shut.put("POST " + THERE + "/promote", Doors.PROMOTE::asked);
        shut.put("PUT " + THERE + "/tests", Doors.TESTS::asked);
        shut.put("PUT " + SEGMENT, Doors.SEGMENT::asked);
        shut.put("PATCH " + SEGMENT, Doors.SEGMENT_PATCH::asked);
        shut.put("POST " + SEGMENT + "/changes", Doors.SEGMENT_INSTRUCTIONS::asked);
        shut.put("POST " + SEGMENT + "/revert", Doors.SEGMENT_REVERT::asked);
        shut.put("POST " + SEGMENT + "/keys", Doors.SEGMENT_KEYS::asked);
        shut.put("PUT " + SEGMENT + "/keys", Doors.SEGMENT_UPLOAD::asked);
        shut.put("DELETE " + SEGMENT, Doors.SEGMENT_DELETE::asked);
        shut.put("PUT " + FLAG, Doors.REPLACE::asked);
        shut.put("PATCH " + FLAG, Doors.VARIANTS::asked);
        shut.put("DELETE " + FLAG, Doors.DELETE::asked);
        shut.put("POST " + FLAG + "/archive", Doors.ARCHIVE::asked);
        shut.put("PUT " + PROJECT + "/region-groups/{group}", project -> Api.admin()
                .body(Map.of("regions", List.of("nz")))
                .put(path(project) + "/region-groups/far?comment=because")
                .then());
        shut.put("DELETE " + PROJECT + "/region-groups/{group}", project -> Api.admin()
                .delete(path(project) + "/region-groups/pacific?comment=because")
                .then());
        shut.put("POST " + ENVIRONMENT + "/import", project -> Api.admin()
                .body(Map.of(
                        "flags",
                        Map.of(
                                "taken",
                                Map.of(
                                        "state",
                                        "ENABLED",
                                        "variants",
                                        Map.of("on", true, "off", false),
                                        "defaultVariant",
                                        "on"))))
                .post(path(project) + "/environments/production/import?from=flagd&contexts=0")
                .then());
        shut.put("POST " + ENVIRONMENT + "/schedules", project -> Api.admin()
                .body("{\"at\": \"" + Instant.now().plusSeconds(600) + "\", \"comment\": \"because\", \"changes\":"
                        + " [{\"flag\": \"checkout\", \"patch\": {\"enabled\": true}}]}")
                .post(path(project) + "/environments/production/schedules")
                .then());
        shut.put("POST " + RELEASE, project -> Api.admin()
                .body("{\"environment\": \"production\", \"flag\": \"ready\", \"treatment\": \"on\", \"start\": true,"
                        + " \"plan\": {\"stages\": [{\"regions\": \"all\", \"percent\": 10}]}}")
                .post(path(project) + "/releases")
                .then());
        shut.put("POST " + RELEASE + "/{id}/{action}", project -> {
            String id = Api.admin()
                    .body("{\"environment\": \"production\", \"flag\": \"ready\", \"treatment\": \"on\","
                            + " \"plan\": {\"stages\": [{\"regions\": \"all\", \"percent\": 10}]}}")
                    .post(path(project) + "/releases")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            return Api.admin()
                    .post(path(project) + "/releases/" + id + "/start")
                    .then();
        });
        shut.put("DELETE " + ENVIRONMENT, project -> Api.admin()
                .delete(path(project) + "/environments/production?force=true")
                .then());
        shut.put(
                "DELETE " + PROJECT,
                project -> Api.admin().delete(path(project) + "?force=true").then());
        return shut;
    }

    private static String path(String project) {
        return "/api/v1/projects/" + project;
    }

    private static String asking() {
        String project = Doors.project();
        FlagApi.create(project, "ready");
        FlagApi.patch(project, "ready", Map.of("enabled", true));
        Api.admin()
                .body(Map.of("regions", List.of("nz", "au")))
                .put(path(project) + "/region-groups/pacific")
                .then()
                .statusCode(200);
        new Rules(project).settings("{\"approvals\": 2}", null).statusCode(200).body("approvals", equalTo(2));
        return project;
    }

    @Test
    void everyOperationThatEditsIsShut() {
        String project = asking();
        String environment = path(project) + "/environments/production";
        int revision = Api.admin().get(environment).path("revision");
        shut().forEach((operation, attempt) -> {
            ValidatableResponse answer = attempt.apply(project);
            assertThat(answer.extract().statusCode()).as(operation).isIn(403, 409);
            assertThat(answer.extract().<String>path("detail"))
                    .as(operation)
                    .containsAnyOf("change-requests", "approve", "approvals");
        });
        Api.admin().get(environment).then().body("revision", equalTo(revision));
    }

    /** From the document, so that an operation that comes to be is thought of. */
    @Test
    void noOperationIsForgotten() throws IOException {
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(Files.readString(DOCUMENT));
        Set<String> operations = new TreeSet<>();
        java.util.Objects.requireNonNull(document.get("paths"))
                .forEach((path, item) -> item.keySet().forEach(method -> {
                    if (path.startsWith(PROJECT)
                            && Set.of("put", "post", "patch", "delete").contains(method)) {
                        operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                    }
                }));
        Set<String> known = new TreeSet<>(FREE.keySet());
        known.addAll(shut().keySet());
        assertThat(known).containsExactlyElementsOf(operations);
    }

    @ParameterizedTest
    @EnumSource(Doors.class)
    void whoMayBothReleaseAndApproveOpensItWithAReason(Doors door) {
        String project = asking();
        for (String role : List.of("editor", "releaser", "approver")) {
            door.open(Api.with(Rules.token(role)).queryParam("overrideApproval", true), project, "because")
                    .statusCode(403);
        }
        door.open(Api.admin().queryParam("overrideApproval", true), project, null)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"));
        door.open(Api.admin().queryParam("overrideApproval", true), project, "because")
                .statusCode(oneOf(200, 204));
        Api.admin()
                .get(path(project) + "/audit?limit=5")
                .then()
                .body("items.action", hasItem("approval.overridden"))
                .body("items.comment", hasItem(containsString("because")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Doors.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SEGMENT_KEYS", "SEGMENT_UPLOAD", "SEGMENT_DELETE", "TESTS", "ARCHIVE"})
    void aDryRunIsAlwaysAnswered(Doors door) {
        String project = asking();
        door.open(Api.with(Rules.token("editor")).queryParam("dryRun", true), project, null)
                .statusCode(oneOf(200, 204));
        Api.admin()
                .get(path(project) + "/audit?limit=5")
                .then()
                .body("items.action", not(hasItem("approval.overridden")));
    }

    @Test
    void alsoTurningOffAsks() {
        String project = Doors.project();
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        new Rules(project).settings("{\"approvals\": 1}", null).statusCode(200);
        Api.admin()
                .body("{\"comment\": \"because\", \"instructions\": [{\"kind\": \"turnOff\"}]}")
                .post(FlagApi.path(project, "checkout") + "/changes")
                .then()
                .statusCode(403);
    }

    @Test
    void settingsAreCheckedAndLoweredOnlyWithAReason() {
        Rules rules = new Rules(Doors.project());
        for (String wrong : List.of("6", "-1", "\"2\"", "1.5", "12345678901")) {
            rules.settings("{\"approvals\": " + wrong + "}", null)
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/approvals"));
        }
        for (String wrong : List.of("[]", "[\"viewer\"]", "\"admin\"", "[1]")) {
            rules.settings("{\"approvers\": " + wrong + "}", null)
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/approvers"));
        }
        rules.settings("{\"approvals\": 2, \"approvers\": [\"releaser\", \"admin\"]}", null)
                .statusCode(200)
                .body("approvals", equalTo(2))
                .body("approvers", equalTo(List.of("admin", "releaser")));
        rules.settings("{\"approvals\": null}", null).statusCode(422).body("errors[0].pointer", equalTo("/comment"));
        rules.settings("{\"approvals\": null, \"approvers\": null}", "alone today")
                .statusCode(200)
                .body("approvals", equalTo(0))
                .body("approvers", equalTo(List.of("approver")));
    }
}
