package dev.firstlight.server.environment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class EnvironmentTest {

    @Test
    void aNewProjectHasProductionAtRevisionOne() {
        String project = Api.project();
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments")
                .then()
                .statusCode(200)
                .body("items.key", contains("production"))
                .body("items.revision", contains(1))
                .body("items.epoch", contains(1));
    }

    @Test
    void aRegionGroupMovesEveryEnvironmentsRevision() {
        String project = Api.project();
        Api.admin()
                .body(Map.of("regions", List.of("au", "nz")))
                .put("/api/v1/projects/" + project + "/region-groups/oceania")
                .then()
                .statusCode(200);
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .then()
                .body("revision", equalTo(2));
        Api.admin()
                .get("/api/v1/projects/" + project + "/regions")
                .then()
                .body("groups.key", contains("oceania"))
                .body("groups[0].regions", contains("au", "nz"))
                .body("regions", hasSize(4));
    }

    @Test
    void aGroupOfAnUnknownRegionIsRefusedWithItsPointer() {
        String project = Api.project();
        Api.admin()
                .body(Map.of("regions", List.of("nz", "mars")))
                .put("/api/v1/projects/" + project + "/region-groups/far")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/regions/1"))
                .body("errors[0].detail", containsString("mars"));
    }

    @Test
    void keysAreShownOnceAndOpenNothingElse() {
        String project = Api.project();
        String key = Api.sdkKey(project, "server");
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/keys")
                .then()
                .body("items[0].prefix", startsWith("fls_"))
                .body("items[0].key", equalTo(null));
        Api.with(key).get("/api/v1/projects").then().statusCode(403).body("status", equalTo(403));
        Api.with("fls_unknown").get("/api/v1/projects").then().statusCode(401).body("status", equalTo(401));
    }

    @Test
    void whatWasDoneIsInTheAuditAndTheChainHolds() {
        String project = Api.project();
        Api.sdkKey(project, "client");
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=100")
                .then()
                .statusCode(200)
                .body("items.action", hasItem("project.created"))
                .body("items.action", hasItem("sdk-key.created"))
                .body("items.actor", hasItem("token:bootstrap"));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit/verify")
                .then()
                .body("ok", equalTo(true))
                .body("rows", equalTo(7));
    }
}
