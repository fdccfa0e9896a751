package dev.firstlight.server.policy;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.oneOf;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ProtectionTest {

    @ParameterizedTest
    @EnumSource(Doors.class)
    void everyDoorAsksForAReasonAndForARole(Doors door) {
        String project = Doors.project();
        new Rules(project).protect();
        door.open(Api.admin(), project, null)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/comment"))
                .body("errors[0].detail", containsString("comment"));
        door.open(Api.with(Rules.token("editor")), project, "because")
                .statusCode(403)
                .body("detail", containsString("protected"));
        door.open(Api.with(Rules.token("releaser")), project, "because").statusCode(oneOf(200, 204));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=3")
                .then()
                .body("items.comment", hasItem(containsString("because")));
    }

    @ParameterizedTest
    @EnumSource(Doors.class)
    void whereNothingIsAskedEveryDoorIsOpen(Doors door) {
        door.open(Api.with(Rules.token("editor")), Doors.project(), null).statusCode(oneOf(200, 204));
    }

    @Test
    void aReasonCanBeAskedForWithoutProtection() {
        String project = Doors.project();
        new Rules(project)
                .settings("{\"requireComments\": true}", null)
                .statusCode(200)
                .body("requireComments", equalTo(true));
        Doors.PATCH.open(Api.with(Rules.token("editor")), project, null).statusCode(422);
        Doors.PATCH.open(Api.with(Rules.token("editor")), project, " ").statusCode(422);
        Doors.PATCH.open(Api.with(Rules.token("editor")), project, "because").statusCode(200);
    }

    @Test
    void aDryRunIsAlwaysAnswered() {
        String project = Doors.project();
        new Rules(project).protect();
        Doors.PATCH
                .open(Api.with(Rules.token("editor")).queryParam("dryRun", true), project, null)
                .statusCode(200)
                .body("dryRun", equalTo(true));
    }

    @Test
    void aScheduledChangeIsAskedWhenItIsMadeAndCarriesWhatItsMakerMay() {
        String project = Doors.project();
        new Rules(project).protect();
        String path = "/api/v1/projects/" + project + "/environments/production/schedules";
        String soon = Instant.now().plusSeconds(2).toString();
        String changes = ", \"changes\": [{\"flag\": \"checkout\", \"patch\": {\"enabled\": true}}]}";
        Api.admin()
                .body("{\"at\": \"" + soon + "\"" + changes)
                .post(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"));
        String explained = "{\"at\": \"" + soon + "\", \"comment\": \"because\"" + changes;
        Api.with(Rules.token("editor")).body(explained).post(path).then().statusCode(403);
        Api.with(Rules.token("releaser")).body(explained).post(path).then().statusCode(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Api.admin().get(FlagApi.path(project, "checkout")).path("enabled"));
    }

    @Test
    void protectionIsTakenAwayOnlyWithAReasonAndKeepsTheEnvironment() {
        String project = Doors.project();
        Rules rules = new Rules(project);
        rules.protect();
        Api.admin()
                .delete("/api/v1/projects/" + project + "/environments/production?force=true")
                .then()
                .statusCode(409)
                .body("detail", containsString("protected"));
        Api.admin().delete("/api/v1/projects/" + project + "?force=true").then().statusCode(409);
        rules.settings("{\"protected\": false}", null).statusCode(422).body("errors[0].pointer", equalTo("/comment"));
        rules.settings("{\"protected\": false}", "moved").statusCode(200).body("protected", equalTo(false));
        Doors.PATCH.open(Api.with(Rules.token("editor")), project, null).statusCode(200);
    }

    @Test
    void regionGroupsAreAskedToo() {
        String project = Doors.project();
        new Rules(project).protect();
        String group = "/api/v1/projects/" + project + "/region-groups/pacific";
        Api.admin()
                .body(Map.of("regions", List.of("nz", "au")))
                .put(group)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"));
        Api.admin()
                .body(Map.of("regions", List.of("nz", "au")))
                .put(group + "?comment=because")
                .then()
                .statusCode(200);
    }
}
