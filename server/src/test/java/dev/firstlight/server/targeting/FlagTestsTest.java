package dev.firstlight.server.targeting;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class FlagTestsTest {

    private static final Map<String, Object> EU_FREE = Map.of(
            "name",
            "eu free user",
            "context",
            Map.of("targetingKey", "ana", "region", "eu", "plan", "free"),
            "expect",
            Map.of("variant", "off"));

    private String project;

    @BeforeEach
    void newProject() {
        project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "off")));
    }

    private String production(String rest) {
        return "/api/v1/projects/" + project + "/environments/production" + rest;
    }

    private ValidatableResponse put(String flag, List<?> tests) {
        String path = FlagApi.path(project, flag);
        return Api.admin()
                .header("If-Match", Api.admin().get(path).getHeader("ETag"))
                .body(Map.of("tests", tests))
                .put(path + "/tests")
                .then();
    }

    private ValidatableResponse change(String flag, String instructions) {
        return Api.admin()
                .body("{\"instructions\": " + instructions + "}")
                .post(FlagApi.path(project, flag) + "/changes")
                .then();
    }

    @Test
    void aChangeThatBreaksATestIsRefusedWithItsSentence() {
        put("checkout", List.of(EU_FREE))
                .statusCode(200)
                .body("outcomes.holds", contains(true))
                .body("outcomes.variant", contains("off"));
        change("checkout", "[{\"kind\": \"setDefault\", \"variant\": \"on\"}]")
                .statusCode(422)
                .body(
                        "detail",
                        containsString("The test \"eu free user\" expects off and gets on (STATIC)."),
                        "errors[0].pointer",
                        equalTo("/instructions"));
        Api.admin().get(FlagApi.path(project, "checkout")).then().body("default.variant", equalTo("off"));
        // Others may have it.
        change("checkout", """
                [{"kind": "addRule", "rule": {"id": "pro", "when": {"attribute": "plan", "op": "in", "values": ["pro"]},
                  "serve": {"variant": "on"}}}]""").statusCode(200);
    }

    @Test
    void aDryRunSaysItTooAndARevertDoesNotBreakIt() {
        int before = Api.admin().get(production("")).then().extract().path("revision");
        FlagApi.patch(project, "checkout", Map.of("default", Map.of("variant", "on")));
        put("checkout", List.of(Map.of("name", "all", "context", Map.of(), "expect", Map.of("value", true))))
                .statusCode(200)
                .body("outcomes.holds", contains(true));
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"turnOff\"}]}")
                .queryParam("dryRun", true)
                .post(FlagApi.path(project, "checkout") + "/changes")
                .then()
                .statusCode(422)
                .body("detail", containsString("expects true and gets off (DISABLED)"));
        Api.admin()
                .body(Map.of("revision", before))
                .post(production("/revert"))
                .then()
                .statusCode(422)
                .body("detail", containsString("The test \"all\""));
    }

    @Test
    void aTestMayComeFirstAndItsFlagAfterIt() {
        Map<String, Object> wanted =
                Map.of("name", "nz", "context", Map.of("region", "nz"), "expect", Map.of("variant", "on"));
        put("checkout", List.of(EU_FREE, wanted))
                .statusCode(200)
                .body("outcomes.holds", contains(true, false))
                .body("outcomes[1].sentence", containsString("expects on and gets off"));
        change("checkout", """
                [{"kind": "addRule", "rule": {"id": "nz", "when": {"attribute": "region", "op": "in", "values": ["nz"]},
                  "serve": {"variant": "on"}}}]""").statusCode(200);
        Api.admin()
                .get(FlagApi.path(project, "checkout") + "/tests")
                .then()
                .body("outcomes.holds", contains(true, true));
        change("checkout", "[{\"kind\": \"removeRule\", \"id\": \"nz\"}]").statusCode(422);
    }

    @Test
    void prerequisitesSegmentsAndVariantsBreakTestsOfOthers() {
        FlagApi.create(project, "payments");
        FlagApi.patch(project, "payments", Map.of("enabled", true, "default", Map.of("variant", "on")));
        Api.admin()
                .body(Map.of("included", List.of("ana")))
                .put(production("/segments/staff"))
                .then()
                .statusCode(200);
        FlagApi.patch(
                project,
                "checkout",
                Map.of(
                        "prerequisites",
                        List.of(Map.of("flag", "payments", "variants", List.of("on"))),
                        "rules",
                        List.of(Map.of(
                                "id", "staff", "when", Map.of("segment", "staff"), "serve", Map.of("variant", "on")))));
        put(
                        "checkout",
                        List.of(Map.of(
                                "name",
                                "ana",
                                "context",
                                Map.of("targetingKey", "ana"),
                                "expect",
                                Map.of("value", true))))
                .body("outcomes.holds", contains(true));
        change("payments", "[{\"kind\": \"turnOff\"}]")
                .statusCode(422)
                .body("errors[0].detail", containsString("The test \"ana\""));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of("included", List.of("ben")))
                .put(production("/segments/staff"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/flags/checkout/tests/0"));
        String tag = Api.admin()
                .get("/api/v1/projects/" + project + "/flags/checkout")
                .getHeader("ETag");
        Api.admin()
                .header("If-Match", tag)
                .body(Map.of("variants", Map.of("on", false)))
                .patch("/api/v1/projects/" + project + "/flags/checkout")
                .then()
                .statusCode(422)
                .body("detail", containsString("expects true and gets on"));
    }

    @Test
    void testsAreInTheAuditAndSurviveEditsAndMayGo() {
        put("checkout", List.of(EU_FREE)).body("outcomes.holds", contains(true));
        put("checkout", List.of(EU_FREE)).statusCode(200);
        FlagApi.patch(project, "checkout", Map.of("default", Map.of("variant", "off")));
        Api.admin().get(FlagApi.path(project, "checkout") + "/tests").then().body("tests", equalTo(List.of(EU_FREE)));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .body("items.action", hasItem("flag.tests-changed"));
        put("checkout", List.of()).statusCode(200).body("tests", empty());
        change("checkout", "[{\"kind\": \"setDefault\", \"variant\": \"on\"}]").statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /tests | is a list",
                "{\"tests\": [1]} | /tests/0 | A test is an object",
                "{\"tests\": [{\"context\": {}, \"expect\": {\"variant\": \"on\"}}]} | /tests/0/name | 1 to 200",
                "{\"tests\": [{\"name\": \"a\", \"expect\": {\"variant\": \"on\"}}]} | /tests/0/context | attributes",
                "{\"tests\": [{\"name\": \"a\", \"context\": {}}]} | /tests/0/expect | variant",
                "{\"tests\": [{\"name\": \"a\", \"context\": {}, \"expect\": {}}]} | /tests/0/expect | Name the",
                "{\"tests\": [{\"name\": \"a\", \"context\": {}, \"expect\": {\"x\": 1}}]} | /tests/0/expect/x | Unknown",
            })
    void mistakesAreNamed(String body, String pointer, String detail) {
        String path = FlagApi.path(project, "checkout");
        Api.admin()
                .header("If-Match", Api.admin().get(path).getHeader("ETag"))
                .body(body)
                .put(path + "/tests")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer))
                .body("errors[0].detail", containsString(detail));
    }
}
