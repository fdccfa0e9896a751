package dev.firstlight.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class ManifestTest {

    private static final String PATH = "/openfeature/v0/manifest";

    private String project;
    private String inProduction;

    @BeforeEach
    void flagsOfEveryType() {
        project = Api.project();
        inProduction = "/api/v1/projects/" + project + "/environments/production" + PATH;
        FlagApi.create(
                project,
                Map.of(
                        "key", "checkout",
                        "name", "New checkout",
                        "description", "The checkout of 2026.",
                        "type", "boolean",
                        "variants", Map.of("on", true, "off", false),
                        "offVariant", "off"));
        FlagApi.create(project, flag("ratio", "number", 2));
        FlagApi.create(project, flag("limit", "integer", 7));
        FlagApi.create(project, flag("greeting", "string", "kia ora"));
        FlagApi.create(project, flag("theme", "object", Map.of("dark", true)));
    }

    private static Map<String, Object> flag(String key, String type, Object value) {
        return Map.of("key", key, "type", type, "variants", Map.of("v", value));
    }

    @Test
    void aServerKeyReadsTheFlagsOfItsEnvironment() {
        String answer = Api.with(Api.sdkKey(project, "server"))
                .get(PATH)
                .then()
                .statusCode(200)
                .header("X-Manifest-Capabilities", "read")
                .body("flags.key", contains("checkout", "greeting", "limit", "ratio", "theme"))
                .body("flags.type", contains("boolean", "string", "integer", "float", "object"))
                .body("flags[0].name", equalTo("New checkout"))
                .body("flags[0].description", equalTo("The checkout of 2026."))
                .body("flags[0].defaultValue", equalTo(false))
                .body("flags[1].defaultValue", equalTo("kia ora"))
                .body("flags[4].defaultValue.dark", equalTo(true))
                .extract()
                .asString();
        assertThat(answer)
                .contains("\"defaultValue\":7}")
                .contains("\"defaultValue\":2.0}")
                .doesNotContain("null");
    }

    @Test
    void theDefaultIsWhatTheEnvironmentServesWhileTheFlagIsOff() {
        FlagApi.patch(project, "checkout", Map.of("offVariant", "on", "enabled", true));
        Api.with(Api.token("viewer"))
                .get(inProduction)
                .then()
                .statusCode(200)
                .body("flags.find { it.key == 'checkout' }.defaultValue", equalTo(true));
    }

    @Test
    void archivedFlagsAreNotInIt() {
        Api.admin()
                .post("/api/v1/projects/" + project + "/flags/limit/archive")
                .then()
                .statusCode(200);
        Api.admin()
                .get(inProduction)
                .then()
                .statusCode(200)
                .body("flags.key", contains("checkout", "greeting", "ratio", "theme"));
    }

    @Test
    void whoMayNotReadItIsTold() {
        Api.with(Api.sdkKey(project, "client")).get(PATH).then().statusCode(403).body("detail", notNullValue());
        Api.with(Api.sdkKey(project, "server")).get(inProduction).then().statusCode(403);
        Api.with("fls_nobody").get(PATH).then().statusCode(401).body("status", equalTo(401));
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/nowhere" + PATH)
                .then()
                .statusCode(404);
    }
}
