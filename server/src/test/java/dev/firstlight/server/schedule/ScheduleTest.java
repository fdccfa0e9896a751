package dev.firstlight.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ScheduleTest {

    @Inject
    Pool pool;

    private String project;

    @BeforeEach
    void newProject() {
        project = Api.project();
        FlagApi.create(project, "checkout");
    }

    private String path() {
        return "/api/v1/projects/" + project + "/environments/production/schedules";
    }

    private ValidatableResponse schedule(String when, String flag) {
        return Api.admin()
                .body("{" + when + ", \"comment\": \"at last\", \"changes\": [{\"flag\": \"" + flag
                        + "\", \"instructions\": [{\"kind\": \"turnOn\"}]}]}")
                .post(path())
                .then();
    }

    private String at(Instant at) {
        return "\"at\": \"" + at + "\"";
    }

    private String state(String id) {
        return Api.admin()
                .get(path() + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("state");
    }

    @Test
    void aChangeIsMadeWhenItIsTimeAndOnce() {
        String id = schedule(at(Instant.now().plusSeconds(2)), "checkout")
                .statusCode(201)
                .body("state", equalTo("pending"))
                .extract()
                .path("id");
        Api.admin().get(FlagApi.path(project, "checkout")).then().body("enabled", equalTo(false));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> state(id).equals("done"));
        Api.admin()
                .get(FlagApi.path(project, "checkout"))
                .then()
                .body("enabled", equalTo(true))
                .header("ETag", "\"2\"");
        Api.admin().get(path() + "/" + id).then().body("revision", notNullValue());
        // A node that claimed it, made it and died before it could say so: the next makes nothing of it.
        pool.preparedQuery(
                        "UPDATE schedule SET state = 'running', claimed_at = now() - interval '1 hour' WHERE id = $1")
                .execute(Tuple.of(id))
                .await()
                .indefinitely();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> state(id).equals("done"));
        Api.admin().get(FlagApi.path(project, "checkout")).then().header("ETag", "\"2\"");
    }

    @Test
    void whatCannotBeMadeAnyMoreFailsAndSaysWhy() {
        String id = schedule(at(Instant.now().plusSeconds(3)), "checkout")
                .statusCode(201)
                .extract()
                .path("id");
        Api.admin()
                .delete("/api/v1/projects/" + project + "/flags/checkout")
                .then()
                .statusCode(204);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> state(id).equals("failed"));
        Api.admin().get(path() + "/" + id).then().body("outcome", containsString("checkout"));
    }

    @Test
    void aCancelledChangeIsNotMade() {
        String id = schedule(at(Instant.now().plusSeconds(3)), "checkout")
                .statusCode(201)
                .extract()
                .path("id");
        Api.admin().delete(path() + "/" + id).then().statusCode(204);
        Api.admin().delete(path() + "/" + id).then().statusCode(409);
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> state(id).equals("cancelled"));
        Api.admin().get(FlagApi.path(project, "checkout")).then().body("enabled", equalTo(false));
    }

    @Test
    void theClockOfAPlaceIsItsOwn() {
        assertThat(When.parse("2027-01-15T09:00:00", "Pacific/Auckland").at())
                .isEqualTo(Instant.parse("2027-01-14T20:00:00Z"));
        assertThat(When.parse("2027-07-15T09:00:00", "Pacific/Auckland").at())
                .isEqualTo(Instant.parse("2027-07-14T21:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "at": "2020-01-01T00:00:00Z"                                              | checkout | /at       | over
            "at": "tomorrow"                                                          | checkout | /at       | RFC 3339
            "at": "2030-01-01T00:00:00", "timeZone": "Mars/Olympus"                   | checkout | /timeZone | Auckland
            "at": "2027-03-28T02:30:00", "timeZone": "Europe/Berlin"                  | checkout | /at       | put forward
            "comment": "x"                                                            | checkout | /at       | Say when
            """)
    void aTimeThatMakesNoSenseIsRefused(String when, String flag, String pointer, String detail) {
        String fields = when.startsWith("\"comment\"") ? "\"timeZone\": null" : when;
        schedule(fields, flag)
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
    }

    @Test
    void aChangeThatIsNotPossibleNowIsNotKeptForLater() {
        schedule(at(Instant.now().plusSeconds(60)), "ghost").statusCode(404);
    }
}
