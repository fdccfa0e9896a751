package dev.firstlight.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People who are given roles together. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class TeamsTest {

    @Inject
    Memberships memberships;

    private static String made(String role, List<Map<String, String>> grants, @Nullable String group) {
        String key = "t" + Long.toString(System.nanoTime(), 36);
        make(Api.admin(), key, role, grants, group).statusCode(201).header("ETag", "\"1\"");
        return key;
    }

    private static ValidatableResponse make(
            RequestSpecification who,
            String key,
            String role,
            List<Map<String, String>> grants,
            @Nullable String group) {
        Map<String, Object> team = new HashMap<>(Map.of("key", key, "name", "Dawn", "role", role, "grants", grants));
        if (group != null) {
            team.put("group", group);
        }
        return who.body(team).post("/api/v1/teams").then();
    }

    private static ValidatableResponse join(RequestSpecification who, String team, Somebody person) {
        return who.put("/api/v1/teams/" + team + "/members/" + person.id()).then();
    }

    private static int sees(Somebody person, String project) {
        return person.asks().get("/api/v1/projects/" + project).statusCode();
    }

    @Test
    void aTeamsPeopleMayWhatItMayAsLongAsTheyAreOfIt() {
        String project = Api.project();
        String team = made("member", List.of(Map.of("project", project, "role", "editor")), null);
        Somebody person = Somebody.of("member", List.of());
        assertThat(sees(person, project)).isEqualTo(403);
        join(Api.admin(), team, person).statusCode(204);
        assertThat(sees(person, project)).isEqualTo(200);
        person.asks()
                .get("/api/v1/session")
                .then()
                .body("teams", contains(team))
                .body("grants", empty());
        Api.admin()
                .get("/api/v1/teams/" + team + "/members")
                .then()
                .statusCode(200)
                .body("items.email", contains(person.email()));
        Api.admin()
                .get("/api/v1/projects/" + project + "/access?limit=500")
                .then()
                .body("items.find { it.email == '" + person.email() + "' }.teams", contains(team))
                .body(
                        "items.find { it.kind == 'team' && it.teams == ['" + team + "'] }.grants.role",
                        contains("editor"));
        Api.admin()
                .delete("/api/v1/teams/" + team + "/members/" + person.id())
                .then()
                .statusCode(204);
        assertThat(sees(person, project)).isEqualTo(403);
        Api.admin()
                .get("/api/v1/audit?limit=500")
                .then()
                .body(
                        "items.findAll { it.subject == '" + team + "' }.action",
                        hasItems("team.made", "team.joined", "team.left"));
    }

    @Test
    void aProjectsAdminGivesATeamWhatTheyHaveThere() {
        String project = Api.project();
        String team = made("member", List.of(), null);
        Somebody admin = Somebody.of("member", List.of(Map.of("project", project, "role", "admin")));
        Somebody person = Somebody.of("member", List.of());
        join(Api.admin(), team, person).statusCode(204);
        admin.asks()
                .body(Map.of("grants", List.of(Map.of("environment", "production", "role", "releaser"))))
                .put("/api/v1/projects/" + project + "/access/teams/" + team)
                .then()
                .statusCode(200)
                .body("grants.environment", contains("production"));
        assertThat(sees(person, project)).isEqualTo(200);
        admin.asks().get("/api/v1/teams").then().statusCode(403);
        admin.asks()
                .body(Map.of("grants", List.of()))
                .put("/api/v1/projects/" + Api.project() + "/access/teams/" + team)
                .then()
                .statusCode(403);
    }

    @Test
    void nobodyIsPutIntoATeamThatMayMoreThanWhoPutsThem() {
        Somebody clerk = Somebody.of(clerks(), List.of());
        String admins = made("admin", List.of(), null);
        join(clerk.asks(), admins, clerk).statusCode(403);
        make(clerk.asks(), "t" + System.nanoTime(), "admin", List.of(), null).statusCode(403);
        clerk.asks()
                .header("If-Match", "\"1\"")
                .body(Map.of("name", "Dawn", "role", "member"))
                .put("/api/v1/teams/" + admins)
                .then()
                .statusCode(403);
        clerk.asks()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/teams/" + admins)
                .then()
                .statusCode(403);
    }

    /** A role that may say who may do what, and nothing else. */
    private static String clerks() {
        String key = "r" + Long.toString(System.nanoTime(), 36);
        Api.admin()
                .body(Map.of("key", key, "name", "Clerk", "permissions", List.of("administer")))
                .post("/api/v1/roles")
                .then()
                .statusCode(201);
        return key;
    }

    @Test
    void aTeamThatFollowsAGroupHasItsPeopleAndNoOthers() throws Throwable {
        String group = "dawn-" + System.nanoTime();
        String team = made("viewer", List.of(), group);
        Somebody person = Somebody.of("member", List.of());
        join(Api.admin(), team, person).statusCode(409).body("detail", containsString(group));
        follow(person, Set.of(group, "other"));
        person.asks().get("/api/v1/session").then().body("teams", contains(team));
        follow(person, Set.of("other"));
        person.asks().get("/api/v1/session").then().body("teams", empty());
    }

    private void follow(Somebody person, Set<String> groups) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> memberships.follow(person.id(), groups)));
    }

    @Test
    void twoTeamsDoNotFollowOneGroup() {
        String group = "noon-" + System.nanoTime();
        made("member", List.of(), group);
        make(Api.admin(), "t" + System.nanoTime(), "member", List.of(), group)
                .statusCode(409)
                .body("detail", containsString("follows this group"));
    }

    @Test
    void aTeamIsChangedByWhoSawIt() {
        String team = made("member", List.of(), null);
        RequestSpecification edit = Api.admin().body(Map.of("name", "Dusk", "role", "viewer"));
        edit.put("/api/v1/teams/" + team).then().statusCode(428);
        edit.header("If-Match", "\"1\"")
                .put("/api/v1/teams/" + team)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("role", equalTo("viewer"));
        edit.put("/api/v1/teams/" + team).then().statusCode(412).body("current.name", equalTo("Dusk"));
    }

    @Test
    void aTeamApprovesWhereItIsAsked() {
        String project = Api.project();
        String team = made("member", List.of(), null);
        String environment = "/api/v1/projects/" + project + "/environments/production";
        Api.admin()
                .header("If-Match", Api.admin().get(environment).header("ETag"))
                .body(Map.of("approvals", 1, "approvers", List.of("team:" + team, "team:nosuch")))
                .patch(environment)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/approvers"));
        Api.admin()
                .header("If-Match", Api.admin().get(environment).header("ETag"))
                .body(Map.of("approvals", 1, "approvers", List.of("team:" + team)))
                .patch(environment)
                .then()
                .statusCode(200)
                .body("approvers", contains("team:" + team));
        Api.admin()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/teams/" + team)
                .then()
                .statusCode(409)
                .body("detail", containsString(project + "/production"));
    }
}
