package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that wait for people, CI and their time, through the public doors. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class GatedReleaseTest {
    private World world;

    @BeforeEach
    void begin() {
        world = new World();
    }

    @Test
    void waitsForPeopleAndForCi() {
        Map<String, Object> stage = World.stage("nz", 50);
        stage.put("approval", Map.of("count", 1, "role", "releaser"));
        stage.put("checks", List.of("smoke"));
        String id = world.start(World.plan(stage, World.stage("all", 60)));
        world.serve();
        world.report(id, 0, "nz", "treatment", 3_000, 60);
        world.report(id, 0, "nz", "control", 3_000, 60);
        world.until(id, r -> "AWAITING_APPROVAL".equals(r.getString("step")));
        String release = world.releases + "/" + id;
        Api.admin().post(release + "/approve").then().statusCode(403).body("detail", containsString("somebody else"));
        Api.admin().post(release + "/promote").then().statusCode(409).body("detail", containsString("needs 1"));
        Api.with(Api.token("viewer")).post(release + "/approve").then().statusCode(403);
        String approver = Api.token("releaser");
        Api.with(approver)
                .body(Map.of("comment", "looked at it"))
                .post(release + "/approve")
                .then()
                .statusCode(200)
                .body("approvals.size()", equalTo(1));
        world.until(id, r -> "AWAITING_CHECK".equals(r.getString("step")));
        Api.with(approver)
                .body(Map.of("state", "success"))
                .post(release + "/checks/other")
                .then()
                .statusCode(404)
                .body("detail", containsString("smoke"));
        Api.with(approver)
                .body(Map.of("state", "green"))
                .post(release + "/checks/smoke")
                .then()
                .statusCode(422);
        Api.with(approver)
                .body(Map.of("state", "failure", "detailsUrl", "https://ci.example/1", "description", "two of nine"))
                .post(release + "/checks/smoke")
                .then()
                .statusCode(200)
                .body("checks[0].state", equalTo("FAILURE"));
        assertThat(world.release(id).getInt("stage")).isZero();
        Api.with(approver)
                .body(Map.of("state", "success"))
                .post(release + "/checks/smoke")
                .then()
                .statusCode(200);
        JsonPath on = world.until(id, r -> r.getInt("stage") == 1);
        assertThat(on.getList("events.kind")).contains("approved", "checked", "advanced");
        Api.admin()
                .get("/api/v1/projects/" + world.project + "/audit?limit=100")
                .then()
                .body("items.action", hasItems("release.approved", "release.checked"));
    }

    @Test
    void beginsAtItsTimeAndNotWhereItMustNot() {
        Map<String, Object> request = new HashMap<>(world.request(World.plan(World.stage("nz", 25))));
        request.put("start", false);
        request.put("startAt", Instant.now().plusSeconds(2).toString());
        String first = world.create(request);
        String second = world.create(request);
        assertThat(world.release(first).getString("state")).isEqualTo("SCHEDULED");
        world.until(first, r -> r.getString("state").equals("RUNNING"));
        JsonPath refused = world.until(second, r -> r.getString("state").equals("ABORTED"));
        assertThat(refused.getString("sentence")).contains("before its start").contains(first);
        assertThat(world.flag().getString("release.id")).isEqualTo(first);
    }

    @Test
    void oneRegionIsTakenBackAndTheOtherGoesOn() {
        Map<String, Object> plan = new HashMap<>(World.plan(World.stage("nz", 50), World.stage("all", 60)));
        plan.put("rollback", "region");
        String id = world.start(plan);
        world.act(id, "promote");
        world.report(id, 1, "au", "treatment", 500, 5);
        world.report(id, 1, "au", "control", 500, 5);
        world.report(id, 1, "nz", "control", 500, 5);
        world.report(id, 1, "nz", "treatment", 500, 60);
        JsonPath back = world.until(id, r -> r.getList("events.kind").contains("regionRolledBack"));
        assertThat(back.getString("state")).isEqualTo("RUNNING");
        assertThat(back.getString("regions.find { it.region == 'nz' }.status")).isEqualTo("rolledBack");
        assertThat(back.getString("regions.find { it.region == 'au' }.status")).isEqualTo("treated");
        JsonPath flag = world.flag();
        assertThat(flag.getList("release.regions")).doesNotContain("nz").contains("au");
        assertThat(flag.getString("default.split.regions")).doesNotContain("nz");
        JsonPath byHand = Api.admin()
                .body(Map.of("region", "au", "comment", "odd"))
                .post(world.releases + "/" + id + "/rollback")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(byHand.getString("sentence")).contains("in au at 60 % alone");
        Api.admin()
                .body(Map.of("region", "au"))
                .post(world.releases + "/" + id + "/rollback")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/region"));
        assertThat(world.act(id, "rollback").getString("state")).isEqualTo("ROLLED_BACK");
        assertThat(world.flag().getString("default.variant")).isEqualTo("off");
    }

    @Test
    void aRollbackIsConfirmedByReceipts() {
        String id = world.start(World.plan(World.stage("nz", 25)));
        world.serve();
        assertThat(world.act(id, "rollback").getString("step")).isEqualTo("CONFIRMING");
        world.serve();
        JsonPath confirmed = world.until(id, r -> r.getString("step") == null);
        assertThat(confirmed.getString("events.find { it.kind == 'confirmed' }.sentence"))
                .startsWith("1 of 1 instances serve \"off\" again");
        assertThat(confirmed.getString("sentence")).startsWith("Rolled back");
    }

    @Test
    void takesAKeptPlanOrATemplate() {
        String plans = "/api/v1/projects/" + world.project + "/plans";
        Map<String, Object> plan = World.plan(World.stage("nz", 25), World.stage("all", 100));
        for (int version = 1; version <= 2; version++) {
            Api.admin()
                    .body(Map.of("name", "Ours", "plan", plan))
                    .put(plans + "/ours")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(version));
        }
        Api.admin().get(plans + "/ours?version=1").then().statusCode(200).body("version", equalTo(1));
        Api.admin().get(plans + "/ours?version=7").then().statusCode(404);
        Api.admin().get(plans).then().statusCode(200).body("items.version", equalTo(List.of(2)));
        String kept = world.start(Map.of("key", "ours"));
        assertThat(world.release(kept).getString("plan.origin")).isEqualTo("ours@2");
        world.act(kept, "abort");
        String template =
                world.start(Map.of("template", "blue-green", "guards", List.of(Map.of("metric", World.METRIC))));
        assertThat(world.release(template).getList("plan.stages.percent")).isEqualTo(List.of(100.0f));
        assertThat(world.release(template).getString("plan.origin")).isEqualTo("blue-green");
        Api.admin()
                .body(world.request(Map.of("template", "lunar")))
                .post(world.releases)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/plan/template"));
        Api.admin()
                .get("/api/v1/projects/" + world.project + "/plan-templates")
                .then()
                .statusCode(200)
                .body("templates.key", hasItems("canary-by-region", "rings", "blue-green", "dark-launch"));
    }

    @Test
    void aGuardNeedsAMetric() {
        Map<String, Object> plan = new HashMap<>(World.plan(World.stage("nz", 25)));
        plan.put("guards", List.of(Map.of("metric", World.METRIC), Map.of("metric", "nobody.knows")));
        Api.admin()
                .body(world.request(plan))
                .post(world.releases)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/plan/guards/1/metric")));
    }

    @Test
    void saysWhetherItWillEverKnow() {
        Map<String, Object> request = new HashMap<>(world.request(World.plan(World.stage("nz", 25))));
        request.put("start", false);
        String id = world.create(request);
        JsonPath before = health(id);
        assertThat(before.getBoolean("ready")).isFalse();
        assertThat(before.getString("findings.find { it.question == 'EVALUATED' }.sentence"))
                .contains("No application ever asked");
        world.asked();
        assertThat(health(id).getBoolean("ready")).isTrue();
        world.act(id, "start");
        world.report(id, 0, "nz", "treatment", 100, 2);
        world.report(id, 0, "nz", "control", 300, 6);
        JsonPath during = health(id);
        assertThat(during.getString("findings.find { it.question == 'SPLIT' }.outcome"))
                .isEqualTo("FINE");
        assertThat(during.getString("findings.find { it.question == 'MEASURED' }.sentence"))
                .contains("100 units of the treatment and 300 of the control");
        world.until(id, r -> !r.getList("guards[0].history").isEmpty());
        JsonPath verdicts = Api.admin()
                .get(world.releases + "/" + id + "/verdicts?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(verdicts.getString("items[0].metric")).isEqualTo(World.METRIC);
        assertThat(verdicts.getString("items[0].row.sentence")).contains("error rate");
    }

    @Test
    void meansAndLatenciesAreGuardedToo() {
        world.metric("basket", "mean", "lower");
        world.metric("checkout.time", "latency", "higher");
        Map<String, Object> plan = Map.of(
                "stages",
                List.of(World.stage("nz", 50)),
                "guards",
                List.of(Map.of("metric", "basket"), Map.of("metric", "checkout.time")));
        String id = world.start(plan);
        world.measure(id, "control", 400, Map.of("basket", 50.0, "checkout.time", 200.0));
        world.measure(id, "treatment", 10, Map.of("basket", 50.0, "checkout.time", 200.0));
        world.until(id, r -> !r.getList("guards.verdict").isEmpty());
        world.pause(2_000); // the cut is made by a look at the first units
        world.measure(id, "control", 400, Map.of("basket", 50.0, "checkout.time", 200.0));
        world.measure(id, "treatment", 400, Map.of("basket", 20.0, "checkout.time", 900.0));
        JsonPath over = world.until(id, r -> r.getString("state").equals("ROLLED_BACK"));
        assertThat(over.getList("guards.kind")).containsExactly("mean", "latency");
        assertThat(over.getList("guards.verdict")).contains("FAIL");
        assertThat(over.getString("guards[0].sentence")).contains("against 5").contains("in control, difference");
        assertThat(over.getString("guards[1].sentence")).contains("above the control's");
    }

    private JsonPath health(String id) {
        return Api.admin()
                .get(world.releases + "/" + id + "/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
