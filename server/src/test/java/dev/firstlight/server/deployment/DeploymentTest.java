package dev.firstlight.server.deployment;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is deployed where is kept once, whoever says so however often. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class DeploymentTest {
    private String project;
    private String deployments;

    @BeforeEach
    void begin() {
        project = Api.project();
        deployments = "/api/v1/projects/" + project + "/environments/production/deployments";
    }

    private static Map<String, Object> shop(String version, String region) {
        return new HashMap<>(Map.of("service", "shop", "version", version, "region", region));
    }

    private ValidatableResponse report(Map<String, Object> body) {
        return Api.admin().body(body).post(deployments).then();
    }

    @Test
    void theSameAgainIsTheSame() {
        Map<String, Object> body = shop("1.4.2", "nz");
        body.put("url", "https://ci.example/77");
        body.put("commit", "1f0c2a9");
        body.put("at", "2026-11-30T10:00:00Z");
        String id = report(body)
                .statusCode(201)
                .body("at", equalTo("2026-11-30T10:00:00Z"))
                .body("reportedAt", notNullValue())
                .extract()
                .path("id");
        body.put("url", "https://ci.example/78");
        report(body).statusCode(201).body("id", equalTo(id)).body("url", equalTo("https://ci.example/77"));
        report(shop("1.4.2", "nz")).statusCode(201).body("id", equalTo(id));
        report(shop("1.4.2", "au")).statusCode(201);
        report(shop("1.4.3", "nz")).statusCode(201);
        report(Map.of("service", "mail", "version", "1.4.2", "region", "nz")).statusCode(201);
        Api.admin()
                .get(deployments + "?service=shop")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of("1.4.3", "1.4.2", "1.4.2")))
                .body("items.region", equalTo(List.of("nz", "au", "nz")));
        Api.admin().get(deployments).then().body("items.size()", equalTo(4));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?action=deployment.reported")
                .then()
                .statusCode(200)
                .body(
                        "items.subject",
                        equalTo(List.of("production/mail", "production/shop", "production/shop", "production/shop")));
    }

    @ParameterizedTest
    @CsvSource({
        "service, '',                 /service, named without spaces",
        "service, 'my shop',          /service, named without spaces",
        "version, '1 4',              /version, named without spaces",
        "region,  atlantis,           /region,  There is no region",
        "url,     'javascript:alert', /url,     http or https",
        "commit,  main,               /commit,  hexadecimal"
    })
    void whatIsWrongIsNamed(String field, String value, String pointer, String why) {
        Map<String, Object> body = shop("1.4.2", "nz");
        body.put(field, value);
        report(body)
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(why));
        Api.admin().get(deployments).then().body("items.size()", equalTo(0));
    }

    @Test
    void whoReleasesReportsAndWhoLooksDoesNot() {
        for (String role : List.of("viewer", "editor", "approver")) {
            Api.with(Api.token(role))
                    .body(shop("1", "nz"))
                    .post(deployments)
                    .then()
                    .statusCode(403);
        }
        Api.with(Api.token("releaser"))
                .body(shop("1", "nz"))
                .post(deployments)
                .then()
                .statusCode(201);
        Api.with(Api.token("viewer")).get(deployments).then().statusCode(200).body("items.size()", equalTo(1));
    }
}
