package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that go where a version has been deployed, and not before; and what others are told who ask for a verdict. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class FollowingTest {
    private World world;

    @BeforeEach
    void begin() {
        world = new World();
    }

    private void deployed(String version, String region) {
        Api.admin()
                .body(Map.of("service", "shop", "version", version, "region", region))
                .post("/api/v1/projects/" + world.project + "/environments/production/deployments")
                .then()
                .statusCode(201);
    }

    /** Without guards and receipts, so that nothing else is waited for. */
    private Map<String, Object> following(Map<String, Object> on, String... regions) {
        Map<String, Object> request = new HashMap<>(world.request(Map.of(
                "stages",
                java.util.Arrays.stream(regions)
                        .map(region -> {
                            Map<String, Object> stage = World.stage(region, 50);
                            stage.put("receipts", null);
                            stage.put("bake", "PT0S");
                            return stage;
                        })
                        .toList(),
                "watch",
                "PT0S")));
        request.remove("start");
        request.put("startOn", on);
        return request;
    }

    private JsonPath analysis(String id, String query) {
        return Api.admin()
                .get(world.releases + "/" + id + "/analysis" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void goesRegionByRegionAfterTheDeployment() {
        String id = world.create(following(Map.of("service", "shop", "version", "1.4.2"), "nz", "au"));
        JsonPath scheduled = world.release(id);
        assertThat(scheduled.getString("state")).isEqualTo("SCHEDULED");
        assertThat(scheduled.getString("sentence")).contains("for when shop 1.4.2 is in nz");
        assertThat(scheduled.getString("startOn.version")).isEqualTo("1.4.2");
        deployed("1.4.1", "nz");
        deployed("1.4.2", "au");
        world.pause(2_500); // two looks
        assertThat(world.release(id).getString("state")).isEqualTo("SCHEDULED");
        assertThat(analysis(id, "").getString("verdict")).isEqualTo("undecided");

        deployed("1.4.2", "nz");
        JsonPath last = world.until(id, r -> "AWAITING_DEPLOYMENT".equals(r.getString("step")));
        assertThat(last.getInt("stage")).isEqualTo(1); // au had it already; what is left is everywhere else
        assertThat(last.getString("events.find { it.kind == 'started' }.sentence"))
                .endsWith("as shop 1.4.2 is there.");
        assertThat(last.getString("sentence")).contains("shop 1.4.2 is not in").contains("eu");
        assertThat(last.getString("sentence")).doesNotContain("nz yet");
        for (String region : everyRegion()) {
            deployed("1.4.2", region);
        }
        assertThat(world.until(id, r -> r.getString("state").equals("COMPLETED"))
                        .getString("regions[0].status"))
                .isEqualTo("completed");
        assertThat(analysis(id, "").getString("verdict")).isEqualTo("pass");
    }

    @Test
    void waitsOnlyWhereItIsToldTo() {
        Map<String, Object> on = Map.of("service", "shop", "version", "2.0", "regions", List.of("au"));
        String id = world.create(following(on, "nz", "au"));
        JsonPath waits = world.until(id, r -> "AWAITING_DEPLOYMENT".equals(r.getString("step")));
        assertThat(waits.getInt("stage")).isZero();
        assertThat(waits.getString("sentence")).endsWith("shop 2.0 is not in au yet.");
        assertThat(waits.getList("events.kind")).contains("awaitingDeployment");
        assertThat(world.flag().getList("release.regions")).containsExactly("nz");
        deployed("2.0", "au");
        world.until(id, r -> r.getString("state").equals("COMPLETED"));
    }

    @Test
    void aPersonGoesAheadOfIt() {
        String id = world.create(following(Map.of("service", "shop", "version", "3"), "nz", "au"));
        assertThat(world.act(id, "start").getString("state")).isEqualTo("RUNNING");
        world.until(id, r -> "AWAITING_DEPLOYMENT".equals(r.getString("step")));
        assertThat(world.act(id, "promote").getInt("stage")).isEqualTo(1);
        world.act(id, "abort");
        assertThat(analysis(id, "?region=nz").getString("verdict")).isEqualTo("fail");
    }

    @Test
    void whatIsWrongIsNamed() {
        Map<String, Object> request =
                following(Map.of("service", "shop", "version", "3", "regions", List.of("us")), "nz");
        Api.admin()
                .body(request)
                .post(world.releases)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/startOn/regions/0"))
                .body("errors[0].detail", containsString("No stage reaches"));
        request.put("startOn", Map.of("service", "the shop", "version", "3"));
        Api.admin()
                .body(request)
                .post(world.releases)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/startOn/service"));
    }

    @Test
    void aRegionIsJudgedByWhatWasMeasuredThere() {
        Map<String, Object> plan = new HashMap<>(World.plan(World.stage("nz", 50), World.stage("au", 50)));
        plan.put("rollback", "region");
        String id = world.start(plan);
        world.serve();
        assertThat(analysis(id, "?region=au").getString("sentence")).endsWith("has not reached au yet.");
        world.act(id, "promote");
        world.serve();
        world.report(id, 1, "au", "treatment", 3_000, 60);
        world.report(id, 1, "au", "control", 3_000, 60);
        JsonPath good = analysis(id, "?region=au");
        assertThat(good.getString("verdict")).isEqualTo("pass");
        assertThat(good.getInt("treated")).isEqualTo(3_000);
        assertThat(good.getInt("guards[0].control.units")).isEqualTo(3_000);
        assertThat(good.getDouble("evidence")).isLessThan(20);
        assertThat(analysis(id, "?region=nz").getString("verdict")).isEqualTo("noData");
        world.report(id, 0, "nz", "control", 500, 5);
        world.report(id, 0, "nz", "treatment", 500, 60);
        world.until(id, r -> r.getList("events.kind").contains("regionRolledBack"));
        JsonPath bad = analysis(id, "?region=nz");
        assertThat(bad.getString("verdict")).isEqualTo("fail");
        assertThat(bad.getDouble("evidence")).isGreaterThan(bad.getDouble("rollbackAt"));
        assertThat(analysis(id, "?region=au").getString("verdict")).isEqualTo("pass");
        Api.admin()
                .get(world.releases + "/" + id + "/analysis?region=us")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/region"));
        world.act(id, "rollback");
        assertThat(analysis(id, "").getString("verdict")).isEqualTo("fail");
        assertThat(analysis(id, "").getString("sentence")).startsWith("Rolled back");
    }

    private List<String> everyRegion() {
        return Api.admin()
                .get("/api/v1/projects/" + world.project + "/regions")
                .then()
                .statusCode(200)
                .extract()
                .path("regions.key");
    }
}
