package dev.firstlight.server.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whoever mistypes a project hears so, and is not shown an empty one. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class UnknownProjectTest {

    private static final String PROJECT = "/api/v1/projects/{project}";

    /** Answers with a verdict: who wiped a chain away would otherwise be told that there never was one. */
    private static final String VERIFY = PROJECT + "/audit/verify";

    @Test
    void nothingOfItIsThere() {
        JsonPath document = Api.admin()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        Map<String, Integer> others = new TreeMap<>();
        paths.forEach((path, item) -> {
            if (path.startsWith(PROJECT) && !path.equals(VERIFY) && item.containsKey("get")) {
                Response answer = Api.admin()
                        .queryParams(Map.of("with", "staging", "from", 1, "to", 1, "revision", 1, "as", "flagd"))
                        .get(path.replace(PROJECT, "/api/v1/projects/no-such-project")
                                .replaceAll("\\{(seq|number)}", "1")
                                .replaceAll("\\{\\w+}", "some"));
                if (answer.statusCode() != 404 || !answer.contentType().startsWith("application/problem+json")) {
                    others.put(path + " " + answer.contentType(), answer.statusCode());
                }
            }
        });
        assertThat(others).isEmpty();
    }

    @Test
    void whoMayNotLookIsNotToldEither() {
        String live = "/api/v1/projects/no-such-project/live";
        given().get(live).then().statusCode(401);
        Api.with(Api.sdkKey(Api.project(), "server")).get(live).then().statusCode(403);
    }
}
