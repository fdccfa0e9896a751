package dev.firstlight.server.segment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

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

@QuarkusTest
@QuarkusTestResource(Database.class)
class SegmentHistoryTest {

    private static final Map<String, Object> PRO = Map.of("attribute", "plan", "op", "in", "values", List.of("pro"));

    private String project;
    private String environment;
    private String staff;

    @BeforeEach
    void aSegment() {
        project = Api.project();
        environment = "/api/v1/projects/" + project + "/environments/production";
        staff = environment + "/segments/staff";
        Api.admin()
                .body(Map.of("included", List.of("ana", "ben")))
                .put(staff)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse patch(Map<String, Object> patch) {
        return Api.admin()
                .header("If-Match", Api.admin().get(staff).getHeader("ETag"))
                .body(patch)
                .patch(staff)
                .then();
    }

    private int revision() {
        return Api.admin().get(environment).then().extract().path("revision");
    }

    @Test
    void instructionsNeedNoVersionAndSayWhatIsWrongWithThem() {
        Map<String, Object> add = Map.of("kind", "addIncluded", "keys", List.of("zoe", "ana"));
        Map<String, Object> leave = Map.of("kind", "removeIncluded", "keys", List.of("ben"));
        Api.admin()
                .body(Map.of("comment", "zoe for ben", "instructions", List.of(add, leave)))
                .post(staff + "/changes?dryRun=true")
                .then()
                .statusCode(200)
                .body("included", contains("ana", "zoe"))
                .body("dryRun", equalTo(true));
        Api.admin().get(staff).then().body("included", contains("ana", "ben"));
        Api.admin()
                .body(Map.of("comment", "zoe for ben", "instructions", List.of(add, leave)))
                .post(staff + "/changes")
                .then()
                .statusCode(200)
                .body("included", contains("ana", "zoe"))
                .body("version", equalTo(2));
        instruct(Map.of("kind", "addIncluded", "keys", List.of()))
                .body("errors[0].pointer", equalTo("/instructions/0/keys"));
        instruct(Map.of("kind", "dance")).body("errors[0].detail", containsString("addExcluded"));
        instruct(Map.of("kind", "setWhen", "when", Map.of("attribute", "a", "op", "near", "value", 1)))
                .body("errors[0].detail", containsString("/when/op"));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of("instructions", List.of(Map.of("kind", "setName", "name", "Us"))))
                .post(staff + "/changes")
                .then()
                .statusCode(412);
    }

    private ValidatableResponse instruct(Map<String, ?> instruction) {
        return Api.admin()
                .body(Map.of("instructions", List.of(instruction)))
                .post(staff + "/changes")
                .then()
                .statusCode(422);
    }

    @Test
    void aPatchChangesWhatItNames() {
        patch(Map.of("when", PRO, "name", "Our people"))
                .statusCode(200)
                .body("included", contains("ana", "ben"))
                .body("name", equalTo("Our people"))
                .body("version", equalTo(2));
        patch(Map.of("color", "red")).statusCode(400).body("errors[0].pointer", equalTo("/color"));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{\"included\": [\"zoe\"]}")
                .patch(staff)
                .then()
                .statusCode(412)
                .body("differences.pointer", hasItems("/included"));
        Api.admin().body("{}").patch(staff).then().statusCode(428);
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{}")
                .patch(environment + "/segments/nobody")
                .then()
                .statusCode(404);
    }

    @Test
    void aDryRunSaysWhatWouldDifferAndWhoUsesIt() {
        FlagApi.create(project, "checkout");
        FlagApi.patch(
                project,
                "checkout",
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "id", "s", "when", Map.of("segment", "staff"), "serve", Map.of("variant", "on")))));
        int before = revision();
        Api.admin()
                .header("If-Match", "\"1\"")
                .queryParam("dryRun", true)
                .body(Map.of("included", List.of("ana", "cho"), "when", PRO))
                .put(staff)
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("differences.kind", contains("includedAdded", "includedRemoved", "conditionChanged"))
                .body("differences[0].sentence", equalTo("cho now belongs to it by name."))
                .body("usedBy", contains("flag \"checkout\""));
        Api.admin().get(staff).then().body("included", contains("ana", "ben")).body("version", equalTo(1));
        org.assertj.core.api.Assertions.assertThat(revision()).isEqualTo(before);
    }

    @Test
    void everyVersionIsThereAndTheWayBack() {
        int first = revision();
        patch(Map.of("included", List.of("ana"))).statusCode(200);
        int second = revision();
        Api.admin()
                .get(staff + "/history")
                .then()
                .statusCode(200)
                .body("items.action", contains("segment.changed", "segment.created"))
                .body("items[0].differences.sentence", contains("ben no longer belongs to it by name."))
                .body("items[1].segment.included", contains("ana", "ben"));
        Api.admin()
                .get(staff + "/compare?from=" + first + "&to=" + second)
                .then()
                .statusCode(200)
                .body("differences.kind", contains("includedRemoved"));
        Api.admin()
                .header("If-Match", "\"2\"")
                .body(Map.of("revision", first))
                .post(staff + "/revert")
                .then()
                .statusCode(200)
                .body("included", contains("ana", "ben"))
                .body("version", equalTo(3));
        Api.admin().get(environment + "/segments/nobody/history").then().statusCode(404);
    }

    @Test
    void anEnvironmentGoesBackWithItsSegmentsInOneRevision() {
        FlagApi.create(project, "checkout");
        int then = revision();
        patch(Map.of("included", List.of("cho"))).statusCode(200);
        Api.admin()
                .body(Map.of("included", List.of()))
                .put(environment + "/segments/new")
                .then()
                .statusCode(200);
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        int now = revision();
        Map<String, Object> back = Map.of("revision", then, "comment", "all back");
        Api.admin()
                .queryParam("dryRun", true)
                .body(back)
                .post(environment + "/revert")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("segments", contains("staff"));
        Api.admin()
                .header("Idempotency-Key", "back-" + project)
                .body(back)
                .post(environment + "/revert")
                .then()
                .statusCode(200)
                .body("revision", equalTo(now + 1))
                .body("flags.flag", contains("checkout"))
                .body("flags[0].enabled", equalTo(false))
                .body("segments", contains("staff"))
                .body("segmentsNotThereThen", contains("new"))
                .body("largeListsThatDiffer", empty());
        Api.admin()
                .header("Idempotency-Key", "back-" + project)
                .body(back)
                .post(environment + "/revert")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("revision", equalTo(now + 1));
        org.assertj.core.api.Assertions.assertThat(revision()).isEqualTo(now + 1);
        Api.admin().get(staff).then().body("included", contains("ana", "ben"));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=2")
                .then()
                .body("items.comment", contains("all back", "all back"))
                .body("items.action", hasItems("segment.changed", "flag.changed"));
        Api.admin().get("/api/v1/projects/" + project + "/audit/verify").then().body("ok", equalTo(true));
    }

    @Test
    void aSegmentThatIsGoneComesBackWithTheFlagThatUsedIt() {
        FlagApi.create(project, "checkout");
        Map<String, Object> rule =
                Map.of("id", "s", "when", Map.of("segment", "staff"), "serve", Map.of("variant", "on"));
        FlagApi.patch(project, "checkout", Map.of("rules", List.of(rule)));
        int then = revision();
        FlagApi.patch(project, "checkout", Map.of("rules", List.of()));
        Api.admin().delete(staff + "?dryRun=true").then().statusCode(204);
        Api.admin().get(staff).then().statusCode(200);
        Api.admin().delete(staff).then().statusCode(204);
        Api.admin().get(staff).then().statusCode(404);
        Api.admin()
                .body(Map.of("revision", then))
                .post(environment + "/revert")
                .then()
                .statusCode(200);
        Api.admin().get(FlagApi.path(project, "checkout")).then().body("rules.id", contains("s"));
        for (String how : List.of("", "?dryRun=true")) {
            Api.admin().delete(staff + how).then().statusCode(409).body("detail", containsString("flag \"checkout\""));
        }
    }

    /** PostgreSQL cannot keep it, and would say so to whoever reads the segment next. */
    @Test
    void aTextThatCannotBeKeptIsRefusedInInstructionsToo() {
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"addIncluded\", \"keys\": [\"a\\u0000b\"]}]}")
                .post(staff + "/changes")
                .then()
                .statusCode(400);
    }
}
