package dev.firstlight.server.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** People and tokens with rights in some places only, and what becomes of them. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class GrantsTest {

    private static final String PASSWORD = "correct horse battery";

    private record Person(String id, String email) {}

    private static Person person(String role, List<Map<String, String>> grants) {
        String email = "p" + System.nanoTime() + "@example.org";
        String id = Api.admin()
                .body(Map.of("email", email, "name", "Kiri", "role", role, "grants", grants, "password", PASSWORD))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .body("grants", hasSize(grants.size()))
                .extract()
                .path("id");
        return new Person(id, email);
    }

    private static String signIn(String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("session");
    }

    private static RequestSpecification as(String session) {
        return given().cookie("session", session)
                .header("X-Firstlight", "console")
                .contentType(ContentType.JSON);
    }

    private static ValidatableResponse on(
            RequestSpecification caller, String project, String environment, String flag) {
        return caller.body(Map.of("instructions", List.of(Map.of("kind", "turnOn")), "comment", "for the test"))
                .post("/api/v1/projects/" + project + "/flags/" + flag + "/environments/" + environment + "/changes")
                .then();
    }

    private static String flag(String project) {
        FlagApi.create(project, "dawn");
        return "dawn";
    }

    private static ValidatableResponse promote(RequestSpecification caller, String project, String from, String to) {
        return caller.body(Map.of("to", to, "comment", "for the test"))
                .header("If-Match", "\"1\"")
                .post("/api/v1/projects/" + project + "/flags/dawn/environments/" + from + "/promote")
                .then();
    }

    private static void staging(String project) {
        Api.admin()
                .body(Map.of("key", "staging", "name", "Staging"))
                .post("/api/v1/projects/" + project + "/environments")
                .then()
                .statusCode(201);
    }

    @Test
    void commonPasswordsAreNotTaken() {
        Api.admin()
                .body(Map.of(
                        "email", "common@example.org", "name", "Kiri", "role", "viewer", "password", "qwertyqwerty"))
                .post("/api/v1/people")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/password"))
                .body("errors[0].detail", containsString("commonest"));
        String session = signIn(person("viewer", List.of()).email(), PASSWORD);
        as(session)
                .body(Map.of("current", PASSWORD, "next", "Firstlight-2026"))
                .put("/api/v1/sessions/password")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/next"))
                .body("errors[0].detail", containsString("do not count"));
    }

    @Test
    void anEnvironmentsEditorEditsThereOnly() {
        String project = Api.project();
        String other = Api.project();
        staging(project);
        String flag = flag(project);
        String session = signIn(
                person("member", List.of(Map.of("project", project, "environment", "staging", "role", "editor")))
                        .email(),
                PASSWORD);
        on(as(session), project, "staging", flag).statusCode(200);
        on(as(session), project, "production", flag).statusCode(403);
        as(session).get("/api/v1/projects/" + project + "/flags").then().statusCode(200);
        as(session)
                .body(Map.of("key", "noon", "type", "boolean", "name", "Noon"))
                .post("/api/v1/projects/" + project + "/flags")
                .then()
                .statusCode(403);
        as(session).get("/api/v1/projects/" + other).then().statusCode(403);
        as(session).get("/api/v1/projects/" + "nosuch").then().statusCode(403);
        as(session).get("/api/v1/projects?limit=500").then().statusCode(200).body("items.key", contains(project));
        as(session).get("/api/v1/session").then().statusCode(200).body("grants[0].environment", equalTo("staging"));
    }

    /** A flag is taken from one environment to another, which only the body names. */
    @Test
    void nobodyPromotesToWhereTheyMayNotEdit() {
        String project = Api.project();
        staging(project);
        String flag = flag(project);
        String token =
                Actors.token("member", List.of(Map.of("project", project, "environment", "staging", "role", "editor")));
        on(Api.admin(), project, "staging", flag).statusCode(200);
        promote(Api.with(token), project, "staging", "production").statusCode(403);
        Api.admin()
                .get("/api/v1/projects/" + project + "/flags/" + flag + "/environments/production")
                .then()
                .body("enabled", equalTo(false));
        String production = Actors.token(
                "member", List.of(Map.of("project", project, "environment", "production", "role", "editor")));
        promote(Api.with(production), project, "staging", "production").statusCode(200);
    }

    @Test
    void aReleaserOfOneEnvironmentReleasesThereOnly() {
        String project = Api.project();
        staging(project);
        String flag = flag(project);
        String token = Actors.token(
                "member", List.of(Map.of("project", project, "environment", "staging", "role", "releaser")));
        on(Api.admin(), project, "staging", flag).statusCode(200);
        Map<String, Object> plan = Map.of("stages", List.of(Map.of("regions", List.of("nz"), "percent", 5)));
        Api.with(token)
                .body(Map.of("flag", flag, "environment", "production", "treatment", "on", "plan", plan))
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(403)
                .body("detail", containsString("release"));
        String id = Api.with(token)
                .body(Map.of("flag", flag, "environment", "staging", "treatment", "on", "plan", plan))
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String production = Actors.token(
                "member", List.of(Map.of("project", project, "environment", "production", "role", "releaser")));
        String start = "/api/v1/projects/" + project + "/releases/" + id + "/start";
        Api.with(production).body(Map.of()).post(start).then().statusCode(403);
        Api.with(token).body(Map.of()).post(start).then().statusCode(200);
    }

    @Test
    void aProjectsAdminGivesWhatTheyHaveThere() {
        String project = Api.project();
        String other = Api.project();
        Person kiri = person("member", List.of());
        String token = Actors.token("member", List.of(Map.of("project", project, "role", "admin")));
        String access = "/api/v1/projects/" + project + "/access";
        Api.with(token)
                .body(Map.of("email", kiri.email(), "grants", List.of(Map.of("role", "editor"))))
                .put(access)
                .then()
                .statusCode(200)
                .body("grants", hasSize(1));
        Api.with(token).get(access + "?limit=500").then().statusCode(200).body("items.email", hasItem(kiri.email()));
        Api.with(token)
                .body(Map.of("email", kiri.email(), "grants", List.of(Map.of("role", "editor"))))
                .put("/api/v1/projects/" + other + "/access")
                .then()
                .statusCode(403);
        Api.with(token)
                .body(Map.of(
                        "email", kiri.email(), "grants", List.of(Map.of("environment", "nosuch", "role", "editor"))))
                .put(access)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/grants/0"));
        Api.with(token).get("/api/v1/people").then().statusCode(403);
        Api.with(token).get("/api/v1/tokens").then().statusCode(403);
        Api.with(token)
                .body(Map.of("email", kiri.email(), "grants", List.of()))
                .put(access)
                .then()
                .statusCode(200)
                .body("grants", hasSize(0));
        Api.with(token).get(access + "?limit=500").then().body("items.email", not(hasItem(kiri.email())));
    }

    @Test
    void badGrantsNameTheField() {
        String project = Api.project();
        for (var bad : List.of(
                Map.of("role", "editor"),
                Map.of("project", "nosuch", "role", "editor"),
                Map.of("project", project, "role", "member"),
                Map.of("project", project))) {
            Api.admin()
                    .body(Map.of("email", "x@example.org", "name", "X", "role", "member", "grants", List.of(bad)))
                    .post("/api/v1/people")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", containsString("/grants/0"));
        }
        Api.admin()
                .body("{\"email\": \"x@example.org\", \"name\": \"X\", \"role\": \"member\", \"grants\": [null]}")
                .post("/api/v1/people")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/grants/0"));
        Api.admin()
                .body(Map.of("email", "x@example.org", "name", "X", "role", "emperor"))
                .post("/api/v1/people")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/role"));
    }

    @Test
    void whatIsTakenAwayIsGoneAtOnce() {
        Person kiri = person("editor", List.of());
        String session = signIn(kiri.email(), PASSWORD);
        as(session).get("/api/v1/projects").then().statusCode(200);
        Api.admin()
                .body(Map.of("role", "member"))
                .patch("/api/v1/people/" + kiri.id())
                .then()
                .statusCode(200);
        as(session).get("/api/v1/projects").then().statusCode(200).body("items", hasSize(0));
        Api.admin().delete("/api/v1/people/" + kiri.id() + "/sessions").then().statusCode(204);
        as(session).get("/api/v1/session").then().statusCode(401);
        String again = signIn(kiri.email(), PASSWORD);
        Api.admin().delete("/api/v1/people/" + kiri.id()).then().statusCode(204);
        as(again).get("/api/v1/session").then().statusCode(401);
        Api.admin().get("/api/v1/people/" + kiri.id()).then().statusCode(404);
    }

    /** The console's stream would go on for hours. */
    @Test
    void aStreamEndsWithTheRightToLook() throws Exception {
        String project = Api.project();
        Person kiri = person("viewer", List.of());
        String session = signIn(kiri.email(), PASSWORD);
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/projects/"
                                        + project + "/live"))
                                .header("Cookie", "session=" + session)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        CompletableFuture<Long> ended = CompletableFuture.supplyAsync(() -> {
            try {
                while (stream.body().read() >= 0) {
                    // beats
                }
                return System.nanoTime();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Thread.sleep(200); // the stream is there to stay
        assertThat(ended).isNotDone();
        long removed = System.nanoTime();
        Api.admin().delete("/api/v1/people/" + kiri.id()).then().statusCode(204);
        assertThat(TimeUnit.NANOSECONDS.toMillis(ended.get(30, TimeUnit.SECONDS) - removed))
                .isLessThan(5_000);
    }

    @Test
    void peopleSeeAndEndTheirSessionsAndChangeTheirPassword() {
        Person kiri = person("viewer", List.of());
        String phone = signIn(kiri.email(), PASSWORD);
        String desk = signIn(kiri.email(), PASSWORD);
        List<Map<String, Object>> sessions = as(desk).get("/api/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .path("sessions");
        assertThat(sessions).hasSize(2).extracting(each -> each.get("here")).containsExactlyInAnyOrder(true, false);
        as(desk).body(Map.of("current", "wrong", "next", "another good one"))
                .put("/api/v1/sessions/password")
                .then()
                .statusCode(403);
        as(desk).body(Map.of("current", PASSWORD, "next", "short"))
                .put("/api/v1/sessions/password")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/next"));
        as(desk).body(Map.of("current", PASSWORD, "next", "another good one"))
                .put("/api/v1/sessions/password")
                .then()
                .statusCode(204);
        as(phone).get("/api/v1/session").then().statusCode(401);
        as(desk).get("/api/v1/session").then().statusCode(200);
        String third = signIn(kiri.email(), "another good one");
        String id = as(third).get("/api/v1/sessions").then().extract().path("sessions.find { !it.here }.id");
        as(third).delete("/api/v1/sessions/" + id).then().statusCode(204);
        as(desk).get("/api/v1/session").then().statusCode(401);
        as(third).delete("/api/v1/sessions/" + id).then().statusCode(404);
        Api.admin().get("/api/v1/sessions").then().statusCode(200).body("sessions", hasSize(0));
    }

    @Test
    void whoCameAndWhatWasGivenIsInAnAuditThatNobodyElseReads() {
        Person kiri = person("viewer", List.of());
        given().contentType(ContentType.JSON)
                .body(Map.of("email", kiri.email(), "password", "wrong"))
                .post("/api/v1/session")
                .then()
                .statusCode(401);
        String session = signIn(kiri.email(), PASSWORD);
        as(session).delete("/api/v1/session").then().statusCode(204);
        Api.admin()
                .body(Map.of("role", "editor"))
                .patch("/api/v1/people/" + kiri.id())
                .then()
                .statusCode(200);
        List<String> actions = Api.admin()
                .get("/api/v1/audit?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.subject == '" + kiri.email() + "' }.action");
        assertThat(actions)
                .containsExactly(
                        "person.changed", "session.closed", "session.opened", "session.refused", "person.added");
        Api.admin().get("/api/v1/audit/verify").then().statusCode(200).body("ok", equalTo(true));
        String viewer = Api.token("viewer");
        Api.with(viewer).get("/api/v1/audit").then().statusCode(403);
        for (String path : List.of("/~server/audit", "/%7Eserver/audit", "/~server/audit/verify", "/~server/audit/1")) {
            Api.with(viewer)
                    .urlEncodingEnabled(false)
                    .get("/api/v1/projects" + path)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void theLastAdminStays() {
        List<Map<String, Object>> admins = Api.admin()
                .get("/api/v1/people?limit=500")
                .then()
                .extract()
                .path("items.findAll { it.role == 'admin' }");
        Person last = person("admin", List.of());
        // Other tests have admins of their own; those give way, so that this is the last.
        for (Map<String, Object> admin : admins) {
            Api.admin()
                    .body(Map.of("role", "viewer"))
                    .patch("/api/v1/people/" + admin.get("id"))
                    .then()
                    .statusCode(200);
        }
        Api.admin()
                .body(Map.of("role", "editor"))
                .patch("/api/v1/people/" + last.id())
                .then()
                .statusCode(409)
                .body("detail", containsString("last admin"));
        Api.admin().delete("/api/v1/people/" + last.id()).then().statusCode(409);
        Person next = person("admin", List.of());
        Api.admin().delete("/api/v1/people/" + last.id()).then().statusCode(204);
        assertThat(next.id()).isNotEqualTo(last.id());
    }
}
