package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Walk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lists owe: pages whose cost does not grow, each row once, and a refusal of what is no page. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class PagesTest {

    /** Base64 of JSON, as some cursors are, and of a list that none is of. */
    private static final List<String> FORGED = List.of("~", "eyJhIjoxfQ", "eyJhZnRlciI6W119");

    @ParameterizedTest
    @EnumSource(Lists.class)
    void eachRowIsSeenOnceWhateverComesMeanwhile(Lists list) {
        String project = project();
        List<String> made = new ArrayList<>();
        for (int i = 1; i <= list.limit + 3; i++) {
            made.add(list.make(project, "r" + (10 + 2 * i)));
        }
        Walk walk = new Walk(list.path(project), list.field, list.limit);
        // One that sorts before the end of the first page, one that comes after it.
        assertThat(walk.byCursor(() -> list.make(project, "r11")))
                .doesNotHaveDuplicates()
                .containsAll(made);
        assertThat(walk.byLink(() -> list.make(project, "r" + (11 + 2 * (list.limit + 2)))))
                .doesNotHaveDuplicates()
                .containsAll(made);
    }

    @Test
    void whatIsNoPageIsRefusedByItsName() {
        String project = project();
        String release = release(project);
        for (String path : paged()) {
            String at = path.replace("{project}", project)
                    .replace("{environment}", "production")
                    .replace("{flag}", "checkout")
                    .replace("{key}", "beta")
                    .replace("{team}", "dawn")
                    .replace("{id}", release);
            refused(at, "limit", "0", 422);
            refused(at, "limit", "501", 422);
            refused(at, "limit", "-1", 422);
            refused(at, "limit", "abc", 400);
            refused(at, "limit", "99999999999", 400);
            FORGED.forEach(cursor -> refused(at, "cursor", cursor, 400));
        }
    }

    private static void refused(String path, String name, String value, int status) {
        Api.admin()
                .queryParam("with", "staging")
                .queryParam(name, value)
                .get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/" + name));
    }

    /** Bounded lists are part of an object; what is a list by itself has pages. */
    @Test
    void noListIsBare() {
        JsonPath document = document();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        assertThat(paths).allSatisfy((path, item) -> {
            String type = document.getString(
                    "paths.'" + path + "'.get.responses.'200'.content.'application/json'.schema.type");
            assertThat(type).as(path).isNotEqualTo("array");
        });
        Map<String, Map<String, Object>> responses = document.getMap("components.responses");
        assertThat(responses)
                .allSatisfy((name, response) ->
                        assertThat(response.toString()).as(name).doesNotContain("type=array"));
        assertThat(paged()).hasSizeGreaterThanOrEqualTo(Lists.values().length);
    }

    private static List<String> paged() {
        JsonPath document = document();
        Map<String, Object> paths = document.getMap("paths");
        return paths.keySet().stream()
                .filter(path -> {
                    List<String> names = document.getList("paths.'" + path + "'.get.parameters.name");
                    return names != null && names.contains("cursor");
                })
                .toList();
    }

    private static JsonPath document() {
        return Api.admin()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String release(String project) {
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        return Api.admin()
                .body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "checkout",
                        "treatment",
                        "on",
                        "plan",
                        Map.of("template", "rings")))
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String project() {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        Api.admin()
                .body(Map.of("key", "staging", "name", "Staging"))
                .post("/api/v1/projects/" + project + "/environments")
                .then()
                .statusCode(201);
        return project;
    }
}
