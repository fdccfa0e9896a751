package dev.firstlight.server.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class AccessTest {

    private static String person(String role, String password) {
        String email = role + System.nanoTime() + "@example.org";
        Api.admin()
                .body(Map.of("email", email, "name", "Kiri", "role", role, "password", password))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        return email;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/projects", "/api/v1/session", "/api/v1/people", "/api/v1/tokens", "/q/openapi"})
    void nothingIsOpenToTheAnonymous(String path) {
        given().get(path).then().statusCode(401);
    }

    @Test
    void healthIsOpen() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void aPersonSignsInActsAndSignsOut() {
        String email = person("viewer", "correct horse battery");
        String session = given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", "correct horse battery"))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .body("email", equalTo(email))
                .extract()
                .cookie("session");
        given().cookie("session", session).get("/api/v1/projects").then().statusCode(200);
        given().cookie("session", session)
                .header("X-Firstlight", "console")
                .contentType(ContentType.JSON)
                .body(Map.of("key", "not-mine", "name", "x"))
                .post("/api/v1/projects")
                .then()
                .statusCode(403);
        given().cookie("session", session)
                .header("X-Firstlight", "console")
                .delete("/api/v1/session")
                .then()
                .statusCode(204);
        given().cookie("session", session).get("/api/v1/projects").then().statusCode(401);
    }

    @Test
    void aForgedRequestWithASessionIsRefused() {
        String email = person("admin", "correct horse battery");
        String session = given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", "correct horse battery"))
                .post("/api/v1/session")
                .then()
                .extract()
                .cookie("session");
        given().cookie("session", session)
                .contentType(ContentType.JSON)
                .body(Map.of("key", "forged", "name", "x"))
                .post("/api/v1/projects")
                .then()
                .statusCode(403)
                .body("detail", containsString("X-Firstlight"));
        given().cookie("session", session)
                .header("X-Firstlight", "console")
                .header("Origin", "http://elsewhere.example")
                .contentType(ContentType.JSON)
                .body(Map.of("key", "forged", "name", "x"))
                .post("/api/v1/projects")
                .then()
                .statusCode(403);
    }

    @Test
    void wrongPasswordsLockForAWhileAndLookAlike() {
        String email = person("viewer", "correct horse battery");
        for (int i = 0; i < 5; i++) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("email", email, "password", "wrong"))
                    .post("/api/v1/session")
                    .then()
                    .statusCode(401);
        }
        String locked = given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", "correct horse battery"))
                .post("/api/v1/session")
                .then()
                .statusCode(401)
                .extract()
                .path("detail");
        String unknown = given().contentType(ContentType.JSON)
                .body(Map.of("email", "nobody@example.org", "password", "correct horse battery"))
                .post("/api/v1/session")
                .then()
                .statusCode(401)
                .extract()
                .path("detail");
        assertThat(locked).isEqualTo(unknown);
    }

    @Test
    void aSignInLinkWorksOnce() {
        String email = person("editor", "correct horse battery");
        String url = Api.admin()
                .body(Map.of("email", email))
                .post("/api/v1/session/links")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
        String token = url.substring(url.indexOf("#link=") + 6);
        given().contentType(ContentType.JSON)
                .body(Map.of("link", token))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .body("email", equalTo(email));
        given().contentType(ContentType.JSON)
                .body(Map.of("link", token))
                .post("/api/v1/session")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenActsWithItsRoleUntilDeleted() {
        var created = Api.admin()
                .body(Map.of("name", "ci", "role", "viewer"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract();
        String token = created.path("token");
        Api.with(token).get("/api/v1/projects").then().statusCode(200);
        Api.with(token).get("/api/v1/tokens").then().statusCode(403);
        String id = created.path("id");
        Api.admin().delete("/api/v1/tokens/" + id).then().statusCode(204);
        Api.with(token).get("/api/v1/projects").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/projects;x=1", "/api/v1//projects", "/api/v1/%2e%2e/projects", "/api%2fv1/projects"})
    void confusingPathsAreRefused(String path) throws Exception {
        // The JDK's client sends the path as it is; REST Assured would tidy it up.
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + Api.ADMIN)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void badBodiesNameTheFieldAndTheFix() {
        Api.admin()
                .body("{\"key\": \"x\", \"nam\": 1}")
                .post("/api/v1/projects")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/nam"));
        Api.admin().body("{").post("/api/v1/projects").then().statusCode(400).contentType("application/problem+json");
        Api.admin()
                .body(Map.of("key", "No Good", "name", "x"))
                .post("/api/v1/projects")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/key"));
        Api.admin()
                .body(Map.of("key", "fine", "name", ""))
                .post("/api/v1/projects")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/name"));
    }
}
