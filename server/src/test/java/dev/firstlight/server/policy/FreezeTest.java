package dev.firstlight.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class FreezeTest {

    @ParameterizedTest
    @EnumSource(Doors.class)
    void everyDoorIsShutAndOnlyAnAdminWithAReasonOpensIt(Doors door) {
        String project = Doors.project();
        new Rules(project).freeze();
        door.open(Api.admin(), project, "because")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("frozen until"))
                .body("detail", containsString("Christmas"))
                .body("detail", containsString("overrideFreeze"));
        door.open(Api.with(Rules.token("releaser")).queryParam("overrideFreeze", true), project, "because")
                .statusCode(403);
        door.open(Api.admin().queryParam("overrideFreeze", true), project, null)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"));
        door.open(Api.admin().queryParam("overrideFreeze", true), project, "because")
                .statusCode(oneOf(200, 204));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=3")
                .then()
                .body("items.comment", hasItem(containsString("In spite of the freeze \"Christmas\": because")));
    }

    /** It is asked before, and changes nothing. */
    @ParameterizedTest
    @EnumSource(
            value = Doors.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SEGMENT_KEYS", "SEGMENT_UPLOAD", "SEGMENT_DELETE", "TESTS", "ARCHIVE"})
    void aDryRunIsAlwaysAnswered(Doors door) {
        String project = Doors.project();
        Rules rules = new Rules(project);
        rules.protect();
        rules.freeze();
        int revision = revision(project);
        door.open(Api.with(Rules.token("editor")).queryParam("dryRun", true), project, null)
                .statusCode(oneOf(200, 204));
        assertThat(revision(project)).isEqualTo(revision);
    }

    @Test
    void whatConcernsNoEnvironmentIsNoConcernOfAFreeze() {
        String project = Doors.project();
        new Rules(project).freeze();
        String own = "/api/v1/projects/" + project + "/flags/checkout";
        String tag = Api.admin().get(own).header("ETag");
        Api.with(Rules.token("editor"))
                .header("If-Match", tag)
                .body(Map.of("type", "boolean", "variants", Map.of("on", true, "off", false), "description", "Pay"))
                .put(own)
                .then()
                .statusCode(200)
                .body("description", equalTo("Pay"));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=1")
                .then()
                .body("items[0].action", equalTo("flag.described"));
    }

    @Test
    void aFlagCanAlwaysBeTurnedOff() {
        String project = Doors.project();
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        new Rules(project).freeze();
        String changes = FlagApi.path(project, "checkout") + "/changes";
        Api.with(Rules.token("editor"))
                .body("{\"instructions\": [{\"kind\": \"turnOff\"}, {\"kind\": \"addTarget\", \"variant\": \"on\","
                        + " \"keys\": [\"x\"]}]}")
                .post(changes)
                .then()
                .statusCode(409);
        Api.with(Rules.token("editor"))
                .body("{\"instructions\": [{\"kind\": \"turnOff\"}]}")
                .post(changes)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false));
        Api.with(Rules.token("editor"))
                .body("{\"instructions\": [{\"kind\": \"turnOn\"}]}")
                .post(changes)
                .then()
                .statusCode(409);
    }

    @Test
    void theyAreMadeShownChangedAndTakenAway() {
        String project = Doors.project();
        String path = "/api/v1/projects/" + project + "/environments/production/freezes";
        String id = Api.admin()
                .body(Map.of(
                        "name",
                        "Weekend",
                        "zone",
                        "Pacific/Auckland",
                        "days",
                        List.of("saturday", "friday"),
                        "from",
                        "17:00",
                        "until",
                        "09:00"))
                .post(path)
                .then()
                .statusCode(201)
                .body("days", equalTo(List.of("friday", "saturday")))
                .body("zone", equalTo("Pacific/Auckland"))
                .body("nextAt", notNullValue())
                .header("ETag", "\"1\"")
                .extract()
                .path("id");
        Api.admin()
                .body(Map.of(
                        "name", "Weekend", "zone", "Nowhere", "days", List.of("friday"), "from", "17:00", "until", "x"))
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/until", "/zone")));
        Instant from = Instant.now().minusSeconds(60);
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of(
                        "name",
                        "Now",
                        "from",
                        from.toString(),
                        "until",
                        from.plusSeconds(3_600).toString()))
                .put(path + "/" + id)
                .then()
                .statusCode(200)
                .body("frozenUntil", notNullValue())
                .header("ETag", "\"2\"")
                .body("zone", nullValue());
        Doors.PATCH.open(Api.admin(), project, null).statusCode(409).body("detail", containsString("Now"));
        Api.with(Rules.token("editor")).delete(path + "/" + id).then().statusCode(403);
        Api.with(Rules.token("viewer")).get(path).then().statusCode(200).body("items", hasSize(1));
        new Rules(project).thaw(id);
        Doors.PATCH.open(Api.admin(), project, null).statusCode(200);
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=10")
                .then()
                .body("items.action", hasItem("freeze.created"))
                .body("items.action", hasItem("freeze.changed"))
                .body("items.action", hasItem("freeze.deleted"));
    }

    @Test
    void nobodysEditOfOneIsLost() {
        String project = Doors.project();
        String freeze =
                "/api/v1/projects/" + project + "/environments/production/freezes/" + new Rules(project).freeze();
        Map<String, String> later =
                Map.of("name", "Later", "from", "2031-12-20T00:00:00Z", "until", "2032-01-05T00:00:00Z");
        Api.admin().body(later).put(freeze).then().statusCode(428);
        Api.admin().delete(freeze).then().statusCode(428);
        Api.admin().header("If-Match", "later").delete(freeze).then().statusCode(400);
        Api.admin().get(freeze).then().header("ETag", "\"1\"").body("version", equalTo(1));
        Api.admin().header("If-Match", "\"1\"").body(later).put(freeze).then().statusCode(200);
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(later)
                .put(freeze)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("current.name", equalTo("Later"))
                .body("current.version", equalTo(2));
        Api.admin().header("If-Match", "\"1\"").delete(freeze).then().statusCode(412);
        Api.admin().get(freeze).then().header("ETag", "\"2\"").body("name", equalTo("Later"));
        Api.admin().header("If-Match", "\"2\"").delete(freeze).then().statusCode(204);
        Api.admin().header("If-Match", "\"2\"").delete(freeze).then().statusCode(404);
    }

    /** What a lane holds in memory is judged again when a freeze begins and when it ends, with nobody's help. */
    @Test
    void itBeginsAndEndsByItself() {
        String project = Doors.project();
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        Instant begin = Instant.now().plusSeconds(2);
        new Rules(project).freeze(begin, begin.plusSeconds(3));
        Doors.PATCH.open(Api.admin(), project, null).statusCode(200);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> turn(project) == 409);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> turn(project) == 200);
    }

    private static int turn(String project) {
        boolean on = Api.admin().get(FlagApi.path(project, "checkout")).path("enabled");
        return Api.admin()
                .body("{\"instructions\": [{\"kind\": \"addTarget\", \"variant\": \"" + (on ? "on" : "off")
                        + "\", \"keys\": [\"k" + System.nanoTime() + "\"]}]}")
                .post(FlagApi.path(project, "checkout") + "/changes")
                .statusCode();
    }

    /** Whatever was acknowledged after the freeze was, is one too many. */
    @Test
    void noEditThatIsUnderWaySlipsThrough() {
        String project = Doors.project();
        String changes = FlagApi.path(project, "checkout") + "/changes";
        AtomicInteger frozen = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        List<CompletableFuture<Void>> writers = java.util.stream.IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        int began = frozen.get();
                        int status = Api.admin()
                                .body(
                                        "{\"instructions\": [{\"kind\": \"addTarget\", \"variant\": \"on\", \"keys\": [\"w"
                                                + writer + "-" + i + "\"]}]}")
                                .post(changes)
                                .statusCode();
                        (status == 200 ? kept : refused).incrementAndGet();
                        // Odd while a freeze holds for certain.
                        if (began % 2 == 1 && frozen.get() == began && status == 200) {
                            late.incrementAndGet();
                        }
                    }
                }))
                .toList();
        Rules rules = new Rules(project);
        for (int round = 0; round < 10; round++) {
            int before = kept.get();
            Awaitility.await().until(() -> kept.get() > before + 5);
            String id = rules.freeze();
            frozen.incrementAndGet();
            int revision = revision(project);
            int shut = refused.get();
            Awaitility.await().until(() -> refused.get() > shut + 5);
            assertThat(revision(project)).isEqualTo(revision);
            frozen.incrementAndGet();
            rules.thaw(id);
        }
        stop.set(true);
        writers.forEach(CompletableFuture::join);
        assertThat(late).hasValue(0);
    }

    @Test
    void nothingIsImportedIntoAFreezeAndNewFlagsAreMadeOff() {
        String project = Doors.project();
        new Rules(project).freeze();
        Api.admin()
                .body("{\"flags\": {\"taken\": {\"key\": \"taken\", \"on\": true, \"salt\": \"x\", \"version\": 1,"
                        + " \"offVariation\": 1, \"variations\": [true, false], \"fallthrough\": {\"variation\": 0}}}}")
                .post("/api/v1/projects/" + project + "/environments/production/import?from=launchdarkly")
                .then()
                .statusCode(409)
                .body("detail", containsString("frozen until"));
        FlagApi.create(project, "fresh");
        Api.admin().get(FlagApi.path(project, "fresh")).then().body("enabled", equalTo(false));
    }

    private static int revision(String project) {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .path("revision");
    }

    @Test
    void aChangeIsNotScheduledIntoAFreezeAndOneThatComesDueInItFails() {
        String project = Doors.project();
        String path = "/api/v1/projects/" + project + "/environments/production/schedules";
        String body = "{\"at\": \"%s\", \"changes\": [{\"flag\": \"checkout\", \"patch\": {\"enabled\": true}}]}";
        String id = Api.admin()
                .body(body.formatted(Instant.now().plusSeconds(2)))
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        new Rules(project).freeze();
        Api.admin()
                .body(body.formatted(Instant.now().plusSeconds(600)))
                .post(path)
                .then()
                .statusCode(409)
                .body("detail", containsString("frozen until"));
        Api.admin()
                .body(body.formatted(Instant.now().plusSeconds(7_200)))
                .post(path)
                .then()
                .statusCode(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Api.admin().get(path + "/" + id).path("state").equals("failed"));
        Api.admin().get(path + "/" + id).then().body("outcome", containsString("Christmas"));
    }
}
