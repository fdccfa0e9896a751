package dev.firstlight.server.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ChangesTest {

    private String project;

    @BeforeEach
    void newProject() {
        project = Api.project();
        FlagApi.create(project, "checkout");
    }

    private ValidatableResponse change(String instructions) {
        return Api.admin()
                .body("{\"comment\": \"because\", \"instructions\": " + instructions + "}")
                .post(FlagApi.path(project, "checkout") + "/changes")
                .then();
    }

    private int revision() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .then()
                .extract()
                .path("revision");
    }

    @Test
    void instructionsNeedNoReadBefore() {
        change("""
                [{"kind": "turnOn"},
                 {"kind": "addTarget", "variant": "on", "keys": ["alice", "bob"]},
                 {"kind": "addRule", "rule": {"id": "b", "when": {"attribute": "plan", "op": "in", "values": ["pro"]},
                    "serve": {"variant": "on"}}},
                 {"kind": "addRule", "before": "b", "rule": {"id": "a", "when": {"attribute": "plan", "op": "exists"},
                    "serve": {"variant": "off"}}},
                 {"kind": "setSplit", "weights": {"on": 5000, "off": 95000}},
                 {"kind": "setSplit", "regions": ["nz"], "weights": {"on": 50000, "off": 50000}}]""")
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("rules.id", contains("a", "b"))
                .body("targets[0].keys", contains("alice", "bob"))
                .body("default.split.regions[0].in", contains("nz"))
                .body(
                        "differences.kind",
                        contains("turnedOn", "targetsAdded", "ruleAdded", "ruleAdded", "defaultChanged"))
                .body("differences[4].sentence", containsString("\"on\" to 50 % and \"off\" to 50 % in nz"));
        change("""
                [{"kind": "moveRule", "id": "a"}, {"kind": "removeTarget", "keys": ["alice"]}]""")
                .statusCode(200)
                .body("rules.id", contains("b", "a"))
                .body("targets[0].keys", contains("bob"))
                .body("differences.kind", contains("targetsRemoved", "rulesMoved"));
        Api.admin().get("/api/v1/projects/" + project + "/audit").then().body("items[0].comment", equalTo("because"));
    }

    @Test
    void whatIsSoAlreadyMakesNoRevision() {
        int before = revision();
        change("[{\"kind\": \"turnOff\"}]")
                .statusCode(200)
                .body("differences", hasSize(0))
                .body("version", equalTo(1));
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aDryRunSaysItAndDoesNothing() {
        int before = revision();
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"setSplit\", \"weights\": {\"on\": 25000, \"off\": 75000}}]}")
                .post(FlagApi.path(project, "checkout") + "/changes?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("moved.default", equalTo(0.25f))
                .body("differences[0].kind", equalTo("defaultChanged"));
        assertThat(revision()).isEqualTo(before);
        Api.admin()
                .get(FlagApi.path(project, "checkout"))
                .then()
                .header("ETag", "\"1\"")
                .body("default.variant", equalTo("off"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"kind": "explode"}]                                                   | 422 | /instructions/0/kind    | turnOn
            [{"kind": "turnOn", "now": true}]                                       | 400 | /instructions/0/now     | Unknown field
            [{"kind": "setDefault", "variant": "blue"}]                             | 422 | /instructions           | /default/variant
            [{"kind": "turnOn"}, {"kind": "removeRule", "id": "ghost"}]             | 422 | /instructions/1/id      | ghost
            [{"kind": "setDefault"}]                                                | 422 | /instructions/0/variant | one of them
            [{"kind": "setSplit", "regions": ["mars"], "weights": {"on": 100000}}]  | 422 | /instructions           | mars
            []                                                                      | 422 | /instructions           | 1 to
            """)
    void aWrongInstructionIsNamed(String instructions, int status, String pointer, String detail) {
        int before = revision();
        change(instructions)
                .statusCode(status)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void severalFlagsChangeInOneRevisionOrNotAtAll() {
        FlagApi.create(project, "payments");
        int before = revision();
        String path = "/api/v1/projects/" + project + "/environments/production/changes";
        Api.admin()
                .body("""
                        {"comment": "go", "changes": [
                          {"flag": "payments", "instructions": [{"kind": "turnOn"}]},
                          {"flag": "checkout", "version": 1, "patch": {"enabled": true,
                             "prerequisites": [{"flag": "payments", "variants": ["on"]}]}}]}""")
                .post(path)
                .then()
                .statusCode(200)
                .body("revision", equalTo(before + 1))
                .body("flags.flag", contains("payments", "checkout"))
                .body("flags.revision", contains(before + 1, before + 1));
        assertThat(revision()).isEqualTo(before + 1);
        Api.admin()
                .body("""
                        {"changes": [
                          {"flag": "payments", "instructions": [{"kind": "turnOff"}]},
                          {"flag": "checkout", "patch": {"prerequisites": [{"flag": "payments", "variants": ["blue"]}]}}]}""")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/changes/1/patch/prerequisites/0/variants/0"));
        Api.admin().body("""
                        {"changes": [{"flag": "checkout", "version": 1, "instructions": [{"kind": "turnOff"}]}]}""").post(path).then().statusCode(412).body("current.version", equalTo(2));
        assertThat(revision()).isEqualTo(before + 1);
    }

    @Test
    void theSameRequestIsDoneOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<io.restassured.response.Response> send = () -> Api.admin()
                .header("Idempotency-Key", key)
                .body("{\"instructions\": [{\"kind\": \"addTarget\", \"variant\": \"on\", \"keys\": [\"k\"]}]}")
                .post(FlagApi.path(project, "checkout") + "/changes");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<io.restassured.response.Response>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(pool.submit(send));
        }
        for (Future<io.restassured.response.Response> one : all) {
            one.get().then().statusCode(200).header("ETag", "\"2\"").body("version", equalTo(2));
        }
        pool.shutdown();
        Api.admin()
                .header("Idempotency-Key", key)
                .body("{\"instructions\": [{\"kind\": \"turnOn\"}]}")
                .post(FlagApi.path(project, "checkout") + "/changes")
                .then()
                .statusCode(422)
                .body("detail", containsString("another request"));
    }

    @Test
    void aFlagThatIsMadeTwiceByARetryIsMadeOnce() {
        Map<String, Object> flag =
                Map.of("key", "twice", "type", "boolean", "variants", Map.of("on", true, "off", false));
        String path = "/api/v1/projects/" + project + "/flags";
        String created = null;
        for (int i = 0; i < 2; i++) {
            ValidatableResponse answer = Api.admin()
                    .header("Idempotency-Key", "make-twice-" + project)
                    .body(flag)
                    .post(path)
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .header("Idempotency-Replayed", i == 0 ? nullValue() : equalTo("true"));
            String salt = answer.extract().path("salt");
            assertThat(created == null ? salt : created).isEqualTo(salt);
            created = salt;
        }
    }

    @Test
    void everyVersionIsKeptAndAnyComesBack() {
        String path = FlagApi.path(project, "checkout");
        change("[{\"kind\": \"turnOn\"}]").statusCode(200);
        int first = revision();
        change("[{\"kind\": \"setDefault\", \"variant\": \"on\"}]").statusCode(200);
        Api.admin()
                .get(path + "/history?limit=2")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].comment", equalTo("because"))
                .body("items[0].actor", equalTo("token:bootstrap"))
                .body("items[0].differences[0].sentence", equalTo("By default it serves \"on\" instead of \"off\"."))
                .body("items[1].differences.kind", contains("turnedOn"))
                .body("nextCursor", not(nullValue()));
        Api.admin()
                .get(path + "/compare?from=" + first + "&to=" + revision())
                .then()
                .statusCode(200)
                .body("differences.kind", contains("defaultChanged"));
        Api.admin()
                .body(Map.of("revision", first))
                .post(path + "/revert")
                .then()
                .statusCode(200)
                .body("default.variant", equalTo("off"))
                .body("enabled", equalTo(true));
        Api.admin()
                .body(Map.of("revision", 10_000))
                .post(path + "/revert")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/revision"));
    }

    @Test
    void anEnvironmentGoesBackInOneRevision() {
        FlagApi.create(project, "payments");
        int then = revision();
        change("[{\"kind\": \"turnOn\"}]").statusCode(200);
        FlagApi.patch(project, "payments", Map.of("enabled", true));
        FlagApi.create(project, "later");
        Api.admin()
                .body(Map.of("revision", then))
                .post("/api/v1/projects/" + project + "/environments/production/revert")
                .then()
                .statusCode(200)
                .body("revision", equalTo(then + 4))
                .body("flags.enabled", contains(false, false))
                .body("flagsNotThereThen", contains("later"));
    }
}
