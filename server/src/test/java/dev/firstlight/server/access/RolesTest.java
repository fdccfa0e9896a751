package dev.firstlight.server.access;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roles that people make up of permissions. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class RolesTest {

    private static String made(String... permissions) {
        String key = "r" + Long.toString(System.nanoTime(), 36);
        make(Api.admin(), key, List.of(permissions)).statusCode(201).header("ETag", "\"1\"");
        return key;
    }

    private static ValidatableResponse make(RequestSpecification who, String key, List<String> permissions) {
        return who.body(Map.of("key", key, "name", "Made up", "permissions", permissions))
                .post("/api/v1/roles")
                .then();
    }

    private static ValidatableResponse remake(
            RequestSpecification who, String key, int version, String... permissions) {
        return who.header("If-Match", "\"" + version + "\"")
                .body(Map.of("name", "Made up", "permissions", permissions))
                .put("/api/v1/roles/" + key)
                .then();
    }

    private static ValidatableResponse makeKey(Somebody who, String project) {
        return who.asks()
                .body(Map.of("name", "k", "kind", "server"))
                .post("/api/v1/projects/" + project + "/environments/production/keys")
                .then();
    }

    @Test
    void oneRoleDoesWhatItIsMadeUpOfAndNothingElse() {
        String project = Api.project();
        String role = made("manage-keys");
        Somebody keeper = Somebody.of("member", List.of(Map.of("project", project, "role", role)));
        makeKey(keeper, project).statusCode(201);
        keeper.asks().get("/api/v1/projects/" + project + "/flags").then().statusCode(200);
        keeper.asks()
                .body(Map.of("key", "noon", "name", "Noon", "type", "boolean"))
                .post("/api/v1/projects/" + project + "/flags")
                .then()
                .statusCode(403);
        keeper.asks().get("/api/v1/people").then().statusCode(403);
        makeKey(keeper, Api.project()).statusCode(403);
    }

    @Test
    void anotherSetOfPermissionsHoldsFromTheNextRequestOn() {
        String project = Api.project();
        FlagApi.create(project, "dawn");
        String role = made("view");
        Somebody person = Somebody.of("member", List.of(Map.of("project", project, "role", role)));
        makeKey(person, project).statusCode(403);
        remake(Api.admin(), role, 1, "manage-keys")
                .statusCode(200)
                .body("permissions", contains("view", "manage-keys"))
                .body("version", equalTo(2));
        makeKey(person, project).statusCode(201);
        remake(Api.admin(), role, 1, "view").statusCode(412).body("current.version", equalTo(2));
        remake(Api.admin(), role, 2, "view").statusCode(200);
        makeKey(person, project).statusCode(403);
    }

    @Test
    void nobodyMakesUpOrGivesWhatTheyHaveNot() {
        Somebody clerk = Somebody.of(made("administer"), List.of());
        make(clerk.asks(), "r" + System.nanoTime(), List.of("administer")).statusCode(201);
        make(clerk.asks(), "r" + System.nanoTime(), List.of("release")).statusCode(403);
        String mightier = made("release");
        remake(clerk.asks(), mightier, 1, "view").statusCode(403);
        remake(clerk.asks(), made("view"), 1, "override").statusCode(403);
        clerk.asks()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/roles/" + mightier)
                .then()
                .statusCode(403);
        clerk.asks()
                .body(Map.of("email", "r" + System.nanoTime() + "@example.org", "name", "R", "role", "admin"))
                .post("/api/v1/people")
                .then()
                .statusCode(403);
        Somebody admin = Somebody.of("admin", List.of());
        clerk.asks()
                .body(Map.of("role", "viewer"))
                .patch("/api/v1/people/" + admin.id())
                .then()
                .statusCode(403);
        clerk.asks()
                .body(Map.of("role", "admin"))
                .patch("/api/v1/people/" + clerk.id())
                .then()
                .statusCode(403);
        clerk.asks().delete("/api/v1/people/" + admin.id()).then().statusCode(403);
        clerk.asks()
                .body(Map.of("name", "t", "role", "editor"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(403);
    }

    @Test
    void whatTheHouseCameWithStaysAndSoDoesWhatSomebodyHas() {
        remake(Api.admin(), "editor", 1, "view").statusCode(409).body("detail", containsString("came with the house"));
        make(Api.admin(), "editor", List.of("view")).statusCode(409);
        String role = made("edit");
        Somebody.of(role, List.of());
        Api.admin()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/roles/" + role)
                .then()
                .statusCode(409)
                .body("detail", containsString("somebody's"));
        String unused = made("edit");
        Api.admin()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/roles/" + unused)
                .then()
                .statusCode(204);
        Api.admin().get("/api/v1/roles/" + unused).then().statusCode(404);
        Api.admin()
                .get("/api/v1/roles?limit=500")
                .then()
                .statusCode(200)
                .body("items.key", hasItems("admin", "member", role));
        Api.admin()
                .get("/api/v1/audit?limit=500")
                .then()
                .body("items.findAll { it.action.startsWith('role.') }.action", hasItems("role.made", "role.removed"));
    }

    @Test
    void onlyPermissionsThatThereAreCanBeGiven() {
        make(Api.admin(), "r" + System.nanoTime(), List.of("view", "fly"))
                .statusCode(422)
                .body("errors.pointer", hasItem("/permissions/1"));
        Api.admin()
                .body(Map.of("key", "r" + System.nanoTime(), "name", "Nothing", "permissions", List.of()))
                .post("/api/v1/roles")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/permissions"));
        Api.admin()
                .body(Map.of("email", "r" + System.nanoTime() + "@example.org", "name", "R", "role", "nosuch"))
                .post("/api/v1/people")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/role"));
    }
}
