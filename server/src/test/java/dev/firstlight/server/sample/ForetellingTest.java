package dev.firstlight.server.sample;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What dry runs say of the contexts that were kept, and of the instances that sent them. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ForetellingTest extends SampledProject {

    @Test
    void everyKindOfDryRunForetells() {
        enable(List.of("plan"));
        List<Map<String, Object>> contexts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Map<String, Object> one = context("user-" + i, i < 50 ? "nz" : "eu");
            one.put("clear", Map.of("plan", i % 2 == 0 ? "pro" : "free"));
            contexts.add(one);
        }
        send(1, contexts);
        FlagApi.create(project, "f");
        FlagApi.create(project, "child");
        int early = FlagApi.patch(
                project,
                "child",
                Map.of(
                        "enabled",
                        true,
                        "default",
                        Map.of("variant", "on"),
                        "prerequisites",
                        List.of(Map.of("flag", "f", "variants", List.of("on")))));
        dryRun("f", Map.of("enabled", true, "default", Map.of("variant", "on")))
                .body("blastRadius.contexts", equalTo(100))
                .body("blastRadius.judged", equalTo(100))
                .body("blastRadius.changed", equalTo(1.0f))
                .body("blastRadius.byFlag.flag", contains("child", "f"))
                .body("blastRadius.byRegion.region", contains("eu", "nz"))
                .body("blastRadius.sentence", containsString("100 % ±"));
        dryRun("f", Map.of()).body("blastRadius.sentence", containsString("nothing is served otherwise"));

        String segment = "/api/v1/projects/" + project + "/environments/production/segments/payers";
        Api.admin()
                .body(Map.of("included", List.of("nobody")))
                .put(segment)
                .then()
                .statusCode(200);
        int before = FlagApi.patch(
                project,
                "f",
                Map.of(
                        "enabled",
                        true,
                        "rules",
                        List.of(Map.of(
                                "id", "r1", "when", Map.of("segment", "payers"), "serve", Map.of("variant", "on"))),
                        "default",
                        Map.of("variant", "off")));
        ValidatableResponse told = Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of(
                        "when",
                        Map.of(
                                "all",
                                List.of(
                                        Map.of("attribute", "plan", "op", "in", "values", List.of("pro")),
                                        Map.of("attribute", "region", "op", "in", "values", List.of("nz"))))))
                .patch(segment + "?dryRun=true")
                .then()
                .statusCode(200);
        told.body("blastRadius.changed", equalTo(0.25f))
                .body("blastRadius.byFlag.flag", contains("child", "f"))
                .body("blastRadius.sentence", containsString("0 in eu"))
                .body("instances.connected", equalTo(1));
        // What a dry run answers may be sent back as it came.
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(told.extract().asString())
                .put(segment)
                .then()
                .statusCode(200);

        Api.admin()
                .body(Map.of(
                        "changes",
                        List.of(
                                Map.of("flag", "f", "instructions", List.of(Map.of("kind", "turnOff"))),
                                Map.of(
                                        "flag",
                                        "child",
                                        "instructions",
                                        List.of(Map.of("kind", "setOffVariant", "variant", "on"))))))
                .post("/api/v1/projects/" + project + "/environments/production/changes?dryRun=true")
                .then()
                .statusCode(200)
                .body("blastRadius.byFlag.flag", contains("child", "f"))
                .body("blastRadius.byFlag.changed", contains(0.75f, 0.25f))
                .body("blastRadius.changed", equalTo(1.0f));
        Api.admin()
                .body(Map.of("revision", before))
                .post("/api/v1/projects/" + project + "/environments/production/revert?dryRun=true")
                .then()
                .statusCode(200)
                .body("segments", contains("payers"))
                .body("blastRadius.changed", equalTo(0.25f));
        Api.admin()
                .body(Map.of("revision", early))
                .post(FlagApi.path(project, "f") + "/revert?dryRun=true")
                .then()
                .statusCode(200)
                .body("blastRadius.changed", equalTo(0.25f));
    }

    @Test
    void instancesThatCouldNotEvaluateItAreNamed() {
        FlagApi.create(project, "f");
        Map<String, Object> old = new HashMap<>(batch(0, List.of()));
        old.remove("sampling");
        old.put("instance", "old");
        old.put("region", "nz");
        old.put("sdk", Map.of("name", "firstlight-old", "version", "0.0.1"));
        old.put("capabilities", List.of("in", "hash:murmur3"));
        telemetry(old);
        Map<String, Object> silent = new HashMap<>(old);
        silent.put("instance", "silent");
        silent.remove("capabilities");
        telemetry(silent);
        // Said once, and not forgotten by the next batch.
        old.put("seq", 1);
        old.remove("capabilities");
        telemetry(old);
        Map<String, Object> rules = Map.of(
                "enabled",
                true,
                "rules",
                List.of(Map.of(
                        "id",
                        "r1",
                        "when",
                        Map.of("attribute", "version", "op", "semver>=", "value", "2.1.0"),
                        "serve",
                        Map.of("variant", "on"))));
        dryRun("f", rules)
                .body("instances.connected", equalTo(2))
                .body("instances.cannotEvaluate", equalTo(1))
                .body("cannotEvaluate", hasSize(1))
                .body("cannotEvaluate[0].instance", equalTo("old"))
                .body("cannotEvaluate[0].sdk", equalTo("firstlight-old"))
                .body("cannotEvaluate[0].version", equalTo("0.0.1"))
                .body("cannotEvaluate[0].region", equalTo("nz"))
                .body("cannotEvaluate[0].flags", contains("f"))
                .body("cannotEvaluate[0].needs", contains("semver>="));
        dryRun("f", Map.of("enabled", true)).body("cannotEvaluate", empty());

        FlagApi.patch(project, "f", rules);
        Map<String, Object> broken = new HashMap<>(silent);
        broken.put("seq", 1);
        broken.put("unsupported", List.of(Map.of("flag", "f", "detail", "unknown operator"), Map.of("flag", "f2")));
        telemetry(broken);
        Api.admin()
                .get(FlagApi.path(project, "f") + "/instances")
                .then()
                .statusCode(200)
                .body("connected", equalTo(2))
                .body("cannotEvaluate", equalTo(2))
                .body("instances.instance", contains("old", "silent"))
                .body("instances.detail", contains(null, "unknown operator"))
                .body("instances[0].needs", contains("semver>="));
        Api.admin().get(FlagApi.path(project, "nothing") + "/instances").then().statusCode(404);
    }
}
