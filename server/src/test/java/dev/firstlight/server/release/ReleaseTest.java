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
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ReleaseTest {
    private World world;

    @BeforeEach
    void begin() {
        world = new World();
    }

    @Test
    void aGoodReleaseGoesAllTheWay() {
        String id = world.start(World.plan(World.stage("nz", 50), World.stage("au", 50)));
        assertThat(world.release(id).getString("step")).isEqualTo("AWAITING_RECEIPTS");
        world.serve();
        until(id, r -> r.getString("step").equals("NO_DATA"));

        world.report(id, 0, "nz", "treatment", 3_000, 60);
        world.report(id, 0, "nz", "control", 3_000, 60);
        until(id, r -> r.getInt("stage") == 1);
        world.serve();
        until(id, r -> r.getString("step").equals("NO_DATA"));
        world.report(id, 1, "au", "treatment", 10, 0);
        JsonPath done = world.await(id, "PT60S");

        assertThat(done.getString("state")).isEqualTo("COMPLETED");
        assertThat(done.getString("guards[0].verdict")).isEqualTo("PASS");
        assertThat(done.getString("sentence")).startsWith("Completed checkout-v2: everyone gets \"on\"");
        assertThat(done.getList("events.kind")).contains("started", "baking", "advanced", "completed");
        assertThat(done.getList("regions.status")).containsOnly("completed");
    }

    @Test
    void aFreezeKeepsItFromStartingAndFromGoingOnAndNotFromBeingTakenBack() {
        String freezes = "/api/v1/projects/" + world.project + "/environments/production/freezes";
        Map<String, String> now = Map.of(
                "name",
                "Christmas",
                "from",
                Instant.now().minusSeconds(5).toString(),
                "until",
                Instant.now().plusSeconds(3_600).toString());
        Map<String, Object> plan = World.plan(World.stage("nz", 50), World.stage("au", 50));
        String id = world.start(plan);
        String freeze = Api.admin()
                .body(now)
                .post(freezes)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        world.serve();
        world.report(id, 0, "nz", "treatment", 3_000, 60);
        world.report(id, 0, "nz", "control", 3_000, 60);
        until(id, r -> r.getString("step").equals("AWAITING_WINDOW"));
        assertThat(world.release(id).getString("sentence"))
                .contains("frozen until")
                .contains("Christmas");
        assertThat(world.release(id).getInt("stage")).isZero();
        assertThat(world.act(id, "pause").getString("state")).isEqualTo("PAUSED");
        assertThat(world.act(id, "resume").getString("state")).isEqualTo("RUNNING");
        assertThat(world.act(id, "rollback").getString("state")).isEqualTo("ROLLED_BACK");
        world.act(id, "acknowledge");

        Api.admin()
                .body(world.request(plan))
                .post(world.releases)
                .then()
                .statusCode(409)
                .body("detail", containsString("frozen until"));
        Map<String, Object> later = new HashMap<>(world.request(plan));
        later.put("start", false);
        String draft = Api.admin()
                .body(later)
                .post(world.releases)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String resume = world.releases + "/" + draft + "/resume";
        Api.admin().body(Map.of("comment", "go")).post(resume).then().statusCode(409);
        Api.admin().post(resume + "?overrideFreeze=true").then().statusCode(422);
        Api.admin()
                .body(Map.of("comment", "go"))
                .post(resume + "?overrideFreeze=true")
                .then()
                .statusCode(200)
                .body("state", equalTo("RUNNING"))
                .body("sentence", containsString("In spite of the freeze \"Christmas\": go"));
        Api.admin()
                .header("If-Match", "\"1\"")
                .delete(freezes + "/" + freeze)
                .then()
                .statusCode(204);
    }

    @Test
    void aHarmfulReleaseIsTakenBackWithItsReasons() {
        String id = world.start(World.plan(World.stage("nz", 25), World.stage("nz", 50)));
        world.report(id, 0, "nz", "control", 600, 6);
        Map<String, Object> bad = world.reported(id, 0, "nz", "treatment", 200, 20);
        for (int i = 0; i < 3; i++) {
            world.send(bad);
        }
        JsonPath over = world.await(id, "PT60S");

        assertThat(over.getString("state")).isEqualTo("ROLLED_BACK");
        assertThat(over.getString("sentence"))
                .matches("Rolled back checkout-v2 in nz at 25 %: error rate 10\\.0 % against 1\\.0 % in control, "
                        + "\\+9\\.0 pp \\(99 % CI \\+\\d\\.\\d … \\+1\\d\\.\\d\\), limit \\+1\\.0 pp, "
                        + "after 200 and 600 units in \\d+ s\\.");
        assertThat(over.getString("guards[0].verdict")).isEqualTo("FAIL");
        assertThat(over.getDouble("guards[0].evidence")).isGreaterThanOrEqualTo(100);
        assertThat(over.getInt("guards[0].treatment.units")).isEqualTo(200);
        assertThat(over.getInt("guards[0].treatment.events")).isEqualTo(20);
        assertThat(over.getList("guards[0].history")).isNotEmpty();
        assertThat(over.getList("events.kind")).containsOnlyOnce("rolledBack");
        assertThat(over.getString("regions.find { it.region == 'nz' }.status")).isEqualTo("rolledBack");
        assertThat(over.getString("regions.find { it.region == 'au' }.status")).isEqualTo("untouched");
    }

    @Test
    void theFlagServesWhatTheReleaseSays() {
        String id = world.start(World.plan(World.stage("nz", 25), World.stage("nz", 50)));
        JsonPath flag = world.flag();
        assertThat(flag.getString("release.id")).isEqualTo(id);
        assertThat(flag.getList("release.regions")).containsExactly("nz");
        assertThat(flag.getInt("default.split.regions[0].ranges[0].to")).isEqualTo(25_000);
        assertThat(flag.getInt("revision")).isEqualTo(world.release(id).getInt("revision"));
        world.act(id, "promote");
        assertThat(world.flag().getInt("default.split.regions[0].ranges[0].to")).isEqualTo(50_000);
        assertThat(world.flag().getInt("release.stage")).isEqualTo(1);
        world.act(id, "promote");
        assertThat(world.flag().getString("default.variant")).isEqualTo("on");
        assertThat((Object) world.flag().get("release")).isNull();
    }

    @Test
    void aRollbackLeavesOtherPeoplesEditsAlone() {
        String id = world.start(World.plan(World.stage("nz", 25)));
        world.edit(Map.of("targets", List.of(Map.of("variant", "on", "keys", List.of("alice")))))
                .then()
                .statusCode(200);
        world.act(id, "rollback");
        assertThat(world.flag().getString("default.variant")).isEqualTo("off");
        assertThat(world.flag().getList("targets[0].keys")).containsExactly("alice");
        assertThat((Object) world.flag().get("release")).isNull();
    }

    @Test
    void aConflictGoesToTheControl() {
        String id = world.start(World.plan(World.stage("nz", 25), World.stage("nz", 50)));
        world.edit(Map.of("default", Map.of("variant", "on"))).then().statusCode(200);
        assertThat(world.act(id, "rollback").getString("sentence")).contains("so it serves the control, \"off\"");
        assertThat(world.flag().getString("default.variant")).isEqualTo("off");
    }

    @Test
    void aReleaseThatWasOvertakenEnds() {
        String id = world.start(World.plan(World.stage("nz", 25), World.stage("nz", 50)));
        world.edit(Map.of("default", Map.of("variant", "on"))).then().statusCode(200);
        JsonPath over = world.act(id, "promote");
        assertThat(over.getString("state")).isEqualTo("ABORTED");
        assertThat(over.getString("sentence")).contains("that change stays");
        assertThat(world.flag().getString("default.variant")).isEqualTo("on");
        assertThat((Object) world.flag().get("release")).isNull();
    }

    @Test
    void aReleaseNeedsSomethingToCompareWith() {
        Map<String, Object> plan = World.plan(World.stage("nz", 25));
        Map<String, Object> unknown = new HashMap<>(world.request(plan));
        unknown.put("treatment", "blue");
        Api.admin()
                .body(unknown)
                .post(world.releases)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/treatment"));
        world.edit(Map.of("enabled", false)).then().statusCode(200);
        Api.admin().body(world.request(plan)).post(world.releases).then().statusCode(409);
        world.edit(Map.of("enabled", true, "default", Map.of("variant", "on")))
                .then()
                .statusCode(200);
        Api.admin().body(world.request(plan)).post(world.releases).then().statusCode(409);
    }

    @Test
    void theSameTreatmentNeedsAPersonAfterARollback() {
        Map<String, Object> plan = World.plan(World.stage("nz", 25));
        String id = world.start(plan);
        assertThat(world.act(id, "rollback").getString("state")).isEqualTo("ROLLED_BACK");
        Api.admin()
                .body(world.request(plan))
                .post(world.releases)
                .then()
                .statusCode(409)
                .body("detail", containsString("/releases/" + id + "/acknowledge"));
        world.act(id, "acknowledge");
        String again = world.start(plan);
        assertThat(world.act(again, "abort").getString("state")).isEqualTo("ABORTED");
    }

    @Test
    void oneReleaseOfAFlagAtATime() {
        Map<String, Object> plan = World.plan(World.stage("nz", 25));
        String id = world.start(plan);
        Api.admin()
                .body(world.request(plan))
                .post(world.releases)
                .then()
                .statusCode(409)
                .body("detail", containsString(id));
    }

    @Test
    void peoplePauseResumeAndPromote() {
        String id = world.start(World.plan(World.stage("nz", 25), World.stage("all", 50)));
        assertThat(world.act(id, "pause").getString("sentence"))
                .isEqualTo("Paused checkout-v2 in nz at 25 %, by bootstrap token: by a test.");
        Api.admin().post(world.releases + "/" + id + "/pause").then().statusCode(409);
        assertThat(world.act(id, "resume").getString("state")).isEqualTo("RUNNING");
        assertThat(world.act(id, "promote").getInt("stage")).isEqualTo(1);
        assertThat(world.act(id, "promote").getString("state")).isEqualTo("COMPLETED");
        Api.admin()
                .get("/api/v1/projects/" + world.project + "/audit?limit=100")
                .then()
                .body("items.action", hasItems("release.started", "release.paused", "release.resumed"));
    }

    @Test
    void aDraftWaitsForAPerson() {
        Map<String, Object> request = new HashMap<>(world.request(World.plan(World.stage("nz", 25))));
        request.put("start", false);
        String id =
                Api.admin().body(request).post(world.releases).then().extract().path("id");
        assertThat(world.release(id).getString("state")).isEqualTo("DRAFT");
        assertThat(world.act(id, "resume").getString("state")).isEqualTo("RUNNING");
        Api.admin()
                .get(world.releases + "?flag=checkout-v2&state=RUNNING&environment=production")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(id)))
                .body("items[0].guards[0].verdict", equalTo("NO_DATA"));
        Api.admin().get(world.releases + "?state=COMPLETED").then().body("items", equalTo(List.of()));
    }

    @Test
    void aPlanIsRefusedWithAllThatIsWrongWithIt() {
        Map<String, Object> stage = World.stage("mars", 25);
        refused(World.plan(stage), "/plan/stages/0/regions/0");
        stage.put("percent", 130);
        stage.put("speed", "fast");
        stage.put("bake", "an hour");
        refused(World.plan(stage), "/plan/stages/0/speed", "/plan/stages/0/percent", "/plan/stages/0/bake");
        refused(Map.of("stages", List.of()), "/plan/stages");
    }

    private void refused(Map<String, Object> plan, String... pointers) {
        List<String> found = Api.admin()
                .body(world.request(plan))
                .post(world.releases)
                .then()
                .statusCode(422)
                .extract()
                .path("errors.pointer");
        assertThat(found).containsExactly(pointers);
    }

    private void until(String id, Predicate<JsonPath> holds) {
        world.until(id, holds);
    }
}
