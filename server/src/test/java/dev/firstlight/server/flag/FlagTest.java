package dev.firstlight.server.flag;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class FlagTest {

    private String project;

    @BeforeEach
    void newProject() {
        project = Api.project();
    }

    private String flags() {
        return "/api/v1/projects/" + project + "/flags";
    }

    private String targeting(String flag) {
        return flags() + "/" + flag + "/environments/production";
    }

    private void create(String key) {
        Api.admin()
                .body(Map.of("key", key, "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post(flags())
                .then()
                .statusCode(201);
    }

    private ValidatableResponse patch(String flag, int version, String body) {
        return Api.admin()
                .header("If-Match", "\"" + version + "\"")
                .body(body)
                .patch(targeting(flag))
                .then();
    }

    private int revision() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .then()
                .extract()
                .path("revision");
    }

    @Test
    void aNewFlagIsOffEverywhereAndChangesTheRevision() {
        create("checkout");
        Api.admin()
                .get(flags() + "/checkout")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("environments.production.enabled", equalTo(false))
                .body("environments.production.offVariant", equalTo("off"))
                .body("environments.production.default.variant", equalTo("off"))
                .body("environments.production.rules", hasSize(0));
        org.assertj.core.api.Assertions.assertThat(revision()).isEqualTo(2);
    }

    @Test
    void anEditGivesTheRevisionItBecameAndAnAuditRow() {
        create("checkout");
        patch("checkout", 1, "{\"enabled\": true}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("enabled", equalTo(true))
                .body("revision", equalTo(3));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .body("items[0].action", equalTo("flag.changed"))
                .body("items[0].subject", equalTo("production/checkout"))
                .body("items[0].before.enabled", equalTo(false))
                .body("items[0].after.enabled", equalTo(true));
    }

    @Test
    void aFlagIsReplacedWhole() {
        create("checkout");
        String flag = "/api/v1/projects/" + project + "/flags/checkout";
        java.util.Map<String, Object> read =
                Api.admin().get(flag).then().extract().path("");
        read.put("name", "Checkout");
        read.put("tags", java.util.List.of("shop"));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(read)
                .put(flag + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("differences.pointer", hasItems("/name", "/tags"));
        Api.admin().get(flag).then().body("version", equalTo(1)).body("name", equalTo("checkout"));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(read)
                .put(flag)
                .then()
                .statusCode(200)
                .body("name", equalTo("Checkout"))
                .body("version", equalTo(2));
        read.remove("tags");
        Api.admin()
                .header("If-Match", "\"2\"")
                .body(read)
                .put(flag)
                .then()
                .statusCode(200)
                .body("tags", hasSize(0));
        read.put("salt", "another");
        Api.admin()
                .header("If-Match", "\"3\"")
                .body(read)
                .put(flag)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/salt"));
        read.remove("salt");
        read.put("variants", java.util.Map.of("on", true));
        Api.admin().header("If-Match", "\"3\"").body(read).put(flag).then().statusCode(422);
        Api.admin()
                .header("If-Match", "\"3\"")
                .delete(flag + "?dryRun=true")
                .then()
                .statusCode(204);
        Api.admin().get(flag).then().statusCode(200).body("version", equalTo(3));
    }

    @Test
    void aStaleEditIsRefusedWithWhatIsThereNow() {
        create("checkout");
        patch("checkout", 1, "{\"enabled\": true}").statusCode(200);
        patch("checkout", 1, "{\"enabled\": false}")
                .statusCode(412)
                .contentType("application/problem+json")
                .body("current.version", equalTo(2))
                .body("current.enabled", equalTo(true))
                .body("differences.sentence", contains("It is turned off."));
        Api.admin()
                .body("{\"enabled\": false}")
                .patch(targeting("checkout"))
                .then()
                .statusCode(428);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"rules": [{"id": "r", "when": {"attribute": "a", "op": "fuzzy", "value": 1}, "serve": {"variant": "on"}}]} | 422 | /rules/0/when/op | fuzzy
            {"default": {"split": {"by": "targetingKey", "ranges": [{"to": 5000, "variant": "on"}]}}}                   | 422 | /default/split/ranges | 100000
            {"default": {"variant": "blue"}}                                                                             | 422 | /default/variant | blue
            {"prerequisites": [{"flag": "nowhere", "variants": ["on"]}]}                                                 | 422 | /prerequisites/0/flag | nowhere
            {"prerequisites": [{"flag": "checkout", "variants": ["on"]}]}                                                | 422 | /prerequisites | circle
            {"rules": [{"id": "r", "when": {"segment": "ghosts"}, "serve": {"variant": "on"}}]}                         | 422 | /rules/0/when/segment | ghosts
            {"default": {"split": {"by": "targetingKey", "regions": [{"in": ["mars"], "ranges": [{"to": 100000, "variant": "on"}]}], "ranges": [{"to": 100000, "variant": "on"}]}}} | 422 | /default/split/regions/0/in/0 | mars
            {"rules": [{"id": "r", "when": {"attribute": "a", "op": "matches", "value": "((a{99}){99}){99}"}, "serve": {"variant": "on"}}]} | 422 | /rules/0/when/value | within another
            {"rules": [{"id": "r", "when": {"attribute": "a", "op": "matches", "value": "(?i)[a-\\uffff]"}, "serve": {"variant": "on"}}]} | 422 | /rules/0/when/value | case is ignored
            {"enable": true}                                                                                             | 400 | /enable | Unknown field
            """)
    void aBadTargetingIsRefusedAtItsPlaceAndNothingChanges(String body, int status, String pointer, String word) {
        create("checkout");
        int before = revision();
        patch("checkout", 1, body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(containsString(pointer)))
                .body("errors.detail", hasItem(containsString(word)));
        org.assertj.core.api.Assertions.assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aCycleThroughTwoFlagsIsRefused() {
        create("a");
        create("b");
        patch("a", 1, "{\"prerequisites\": [{\"flag\": \"b\", \"variants\": [\"on\"]}]}")
                .statusCode(200);
        patch("b", 1, "{\"prerequisites\": [{\"flag\": \"a\", \"variants\": [\"on\"]}]}")
                .statusCode(422)
                .body("errors.detail", hasItem(containsString("circle")));
    }

    @Test
    void aVariantOfTheWrongTypeIsRefused() {
        Api.admin()
                .body(Map.of("key", "x", "type", "boolean", "variants", Map.of("on", "yes", "off", false)))
                .post(flags())
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/variants/on"));
    }

    @Test
    void weightsBecomeRangesThatMoveTheFewest() {
        create("split");
        patch("split", 1, "{\"default\": {\"split\": {\"weights\": {\"on\": 5000, \"off\": 95000}}}}")
                .statusCode(200)
                .body("default.split.ranges.to", contains(5_000, 100_000))
                .body("moved.default", equalTo(0.05f));
        patch("split", 2, "{\"default\": {\"split\": {\"weights\": {\"off\": 80000, \"on\": 20000}}}}")
                .statusCode(200)
                .body("default.split.ranges.to", contains(20_000, 100_000))
                .body("default.split.ranges.variant", contains("on", "off"))
                .body("moved.default", equalTo(0.15f));
        patch("split", 3, "{\"default\": {\"split\": {\"weights\": {\"off\": 80000, \"on\": 20001}}}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/default/split/weights"))
                .body("errors[0].detail", containsString("100001"));
    }

    @Test
    void anObjectFlagKeepsToItsSchema() {
        String schema = """
                {"type": "object", "required": ["columns"], "properties":
                  {"columns": {"type": "integer", "minimum": 1}, "theme": {"type": "string", "pattern": "^[a-z]+$"}}}""";
        String flag = "{\"key\": \"layout\", \"type\": \"object\", \"schema\": %s, \"variants\": {\"wide\": %s}}";
        Api.admin()
                .body(flag.formatted(schema, "{\"columns\": 0, \"theme\": \"Dark\"}"))
                .post(flags())
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/variants/wide/columns", "/variants/wide/theme"));
        Api.admin()
                .body(flag.formatted(schema, "{\"columns\": 3}"))
                .post(flags())
                .then()
                .statusCode(201)
                .body("schema.type", equalTo("object"));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{\"variants\": {\"narrow\": {}}}")
                .patch(flags() + "/layout")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/variants/narrow"))
                .body("errors[0].detail", containsString("columns"));
        Api.admin()
                .body(flag.formatted("{\"$ref\": \"http://127.0.0.1:1/schema\"}", "{}"))
                .post(flags())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/schema"))
                .body("errors[0].detail", containsString("not fetched"));
        Api.admin()
                .body(flag.formatted("{\"type\": 7}", "{}"))
                .post(flags())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/schema/type"));
    }

    @Test
    void tooLargeMalformedAndTwiceAreRefused() {
        Api.admin()
                .body("{\"key\": \"" + "x".repeat(300_000) + "\"}")
                .post(flags())
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        Api.admin().body("{\"key\": ").post(flags()).then().statusCode(400).contentType("application/problem+json");
        create("checkout");
        Api.admin()
                .body(Map.of("key", "checkout", "type", "boolean", "variants", Map.of("on", true)))
                .post(flags())
                .then()
                .statusCode(409);
    }

    @Test
    void aSegmentInUseStays() {
        String segments = "/api/v1/projects/" + project + "/environments/production/segments";
        Api.admin()
                .body(Map.of("included", List.of("alice")))
                .put(segments + "/beta")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        create("checkout");
        patch(
                        "checkout",
                        1,
                        "{\"rules\": [{\"id\": \"r\", \"when\": {\"segment\": \"beta\"}, \"serve\": {\"variant\": \"on\"}}]}")
                .statusCode(200);
        Api.admin().delete(segments + "/beta").then().statusCode(409).body("detail", containsString("checkout"));
        patch("checkout", 2, "{\"rules\": []}").statusCode(200);
        Api.admin().delete(segments + "/beta").then().statusCode(204);
    }

    @Test
    void theListIsPagedAndFiltered() {
        create("alpha");
        create("beta");
        create("gamma");
        patch("beta", 1, "{\"enabled\": true}").statusCode(200);
        Api.admin()
                .get(flags() + "?query=state:on environment:production")
                .then()
                .body("items.key", contains("beta"));
        Api.admin()
                .get(flags() + "?limit=2")
                .then()
                .body("items.key", contains("alpha", "beta"))
                .body("nextCursor", equalTo("beta"));
        Api.admin().get(flags() + "?limit=2&cursor=beta").then().body("items.key", contains("gamma"));
    }

    @Test
    void whatOthersNeedIsNotDeleted() {
        create("a");
        create("b");
        patch("a", 1, "{\"prerequisites\": [{\"flag\": \"b\", \"variants\": [\"on\"]}]}")
                .statusCode(200);
        Api.admin().delete(flags() + "/b").then().statusCode(422);
        Api.admin().delete(flags() + "/a").then().statusCode(204);
        Api.admin().delete(flags() + "/b").then().statusCode(204);
        Api.admin().get(flags() + "/b").then().statusCode(404);
    }
}
