package dev.firstlight.server.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class BudgetTest {

    private static final Map<String, Object> ONE_PERCENT_OF_ONE_REGION = Map.of("share", 0.01, "regions", 1);

    private String project;
    private String robot;

    @BeforeEach
    void aRobot() {
        project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        robot = token("releaser", ONE_PERCENT_OF_ONE_REGION)
                .statusCode(201)
                .extract()
                .path("token");
    }

    private static ValidatableResponse token(String role, Map<String, Object> budget) {
        return Api.admin()
                .body(Map.of("name", "a robot", "role", role, "budget", budget))
                .post("/api/v1/tokens")
                .then();
    }

    private ValidatableResponse split(String flag, String region, int on) {
        return send(Api.with(robot), flag, region, on);
    }

    private ValidatableResponse send(RequestSpecification who, String flag, String region, int on) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("kind", "setSplit");
        step.put("weights", Map.of("on", on, "off", 100_000 - on));
        if (!region.isEmpty()) {
            step.put("regions", List.of(region));
        }
        return who.body(Map.of("comment", "because", "instructions", List.of(step)))
                .post(FlagApi.path(project, flag) + "/changes")
                .then();
    }

    @Test
    void aRobotMovesNoMoreThanItMay() {
        split("checkout", "nz", 600).statusCode(200);
        split("checkout", "nz", 1_100)
                .statusCode(403)
                .body("detail", containsString("1.1 % of the units of \"nz\""))
                .body("detail", containsString("1.0 % of the units of a region"));
        split("checkout", "nz", 1_000).statusCode(200);
        split("checkout", "nz", 1_001).statusCode(403);
        split("checkout", "au", 1).statusCode(403).body("detail", containsString("2 regions"));
        split("checkout", "", 1).statusCode(403);
    }

    @Test
    void otherFlagsAreCountedToo() {
        FlagApi.create(project, "search");
        split("checkout", "nz", 600).statusCode(200);
        split("search", "nz", 600).statusCode(403);
        split("search", "nz", 400).statusCode(200);
        Api.with(robot)
                .body("""
                        {"comment": "both", "changes": [
                          {"flag": "search", "instructions": [{"kind": "turnOn"}]},
                          {"flag": "checkout", "instructions": [{"kind": "turnOff"}]}]}""")
                .post("/api/v1/projects/" + project + "/environments/production/changes")
                .then()
                .statusCode(403)
                .body("detail", containsString("100.0 %"));
    }

    @Test
    void theWayBackCostsNothing() {
        int before = revision();
        split("checkout", "nz", 600).statusCode(200);
        split("checkout", "nz", 1_000).statusCode(200);
        Api.with(robot)
                .body(Map.of("revision", before))
                .post(FlagApi.path(project, "checkout") + "/revert")
                .then()
                .statusCode(200);
        // There again costs as much as before, of which nothing is left.
        split("checkout", "nz", 600).statusCode(403);
    }

    private int revision() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .then()
                .extract()
                .path("revision");
    }

    @Test
    void whatAPersonDidIsNotTheRobotsToTakeBack() {
        int before = revision();
        send(Api.admin(), "checkout", "nz", 50_000).statusCode(200);
        Api.with(robot)
                .body(Map.of("revision", before))
                .post(FlagApi.path(project, "checkout") + "/revert")
                .then()
                .statusCode(403);
    }

    @Test
    void whatIsRefusedIsNotCounted() {
        Api.with(robot)
                .header("If-Match", "\"999\"")
                .body(Map.of("instructions", List.of(Map.of("kind", "turnOff"))))
                .post(FlagApi.path(project, "checkout") + "/changes")
                .then()
                .statusCode(412);
        split("checkout", "nz", 5_000).statusCode(403);
        Api.admin()
                .body(Map.of("requireComments", true))
                .header("If-Match", Api.admin().get(environment()).getHeader("ETag"))
                .patch(environment())
                .then()
                .statusCode(200);
        Api.with(robot)
                .body("{\"instructions\": [{\"kind\": \"setSplit\", \"regions\": [\"nz\"],"
                        + " \"weights\": {\"on\": 1000, \"off\": 99000}}]}")
                .post(FlagApi.path(project, "checkout") + "/changes")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/comment"));
        split("checkout", "nz", 1_000).statusCode(200);
    }

    private String environment() {
        return "/api/v1/projects/" + project + "/environments/production";
    }

    @Test
    void ofTwoAtOnceOneIsTooMuch() {
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FlagApi.create(project, "flag" + i);
        }
        for (int i = 0; i < 8; i++) {
            String flag = "flag" + i;
            all.add(CompletableFuture.supplyAsync(
                    () -> split(flag, "nz", 300).extract().statusCode()));
        }
        List<Integer> answers =
                all.stream().map(CompletableFuture::join).sorted().toList();
        assertThat(answers).containsExactly(200, 200, 200, 403, 403, 403, 403, 403);
    }

    @Test
    void whatIsSentAgainIsCountedOnce() {
        for (int i = 0; i < 3; i++) {
            send(Api.with(robot).header("Idempotency-Key", "once-" + project), "checkout", "nz", 600)
                    .statusCode(200);
        }
        split("checkout", "nz", 1_000).statusCode(200);
    }

    @Test
    void aDryRunTellsAndCostsNothing() {
        Api.with(robot)
                .body(Map.of("instructions", List.of(Map.of("kind", "turnOff"))))
                .post(FlagApi.path(project, "checkout") + "/changes?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true));
        split("checkout", "nz", 1_000).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /flags                                            | {"key": "x", "type": "boolean"}
            DELETE | /flags/checkout                                   | {}
            PUT    | /environments/production/segments/beta            | {"rules": []}
            POST   | /environments/production/import?from=flagd        | {"flags": {}}
            POST   | /environments/production/revert                   | {"revision": 1}
            POST   | /releases                                         | {"flag": "checkout"}
            POST   | /environments/production/change-requests          | {"title": "x"}
            """)
    void whatIsNotCountedIsRefused(String method, String path, String body) {
        Api.with(robot)
                .body(body)
                .request(method, "/api/v1/projects/" + project + path)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "editor, 0, 1, /budget/share",
        "editor, 1.5, 1, /budget/share",
        "editor, 0.01, 0, /budget/regions",
        "admin, 0.01, 1, /role",
        "approver, 0.01, 1, /role"
    })
    void aBudgetThatBoundsNothingIsRefused(String role, double share, int regions, String pointer) {
        token(role, Map.of("share", share, "regions", regions))
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void whoLooksSeesTheBudget() {
        String id = token("editor", ONE_PERCENT_OF_ONE_REGION)
                .statusCode(201)
                .body("budget.share", equalTo(0.01f))
                .extract()
                .path("id");
        Api.admin()
                .get("/api/v1/tokens?limit=500")
                .then()
                .body("items.find { it.id == '" + id + "' }.budget.regions", equalTo(1));
    }
}
