package dev.firstlight.server.ofrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.FlagApi;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class OfrepTest {

    private static final String ALL = "/ofrep/v1/evaluate/flags";

    @TestHTTPResource("/")
    URI server;

    private String project;
    private String key;

    @BeforeEach
    void flagsOfEveryType() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        FlagApi.create(project, "checkout");
        FlagApi.create(project, flag("ratio", "number", Map.of("v", 2)));
        FlagApi.create(project, flag("limit", "integer", Map.of("v", 7)));
        FlagApi.create(project, flag("greeting", "string", Map.of("v", "kia ora")));
        FlagApi.create(project, flag("theme", "object", Map.of("v", Map.of("dark", true))));
        FlagApi.create(
                project,
                Map.of("key", "seen", "type", "boolean", "variants", Map.of("yes", true), "clientVisible", true));
        int revision = FlagApi.patch(
                project,
                "checkout",
                Map.of(
                        "enabled",
                        true,
                        "rules",
                        List.of(Map.of(
                                "id", "nz",
                                "when", Map.of("attribute", "region", "op", "in", "values", List.of("nz")),
                                "serve", Map.of("variant", "on")))));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> evaluateAll("{\"context\":{}}")
                .path("metadata.revision")
                .equals(revision));
    }

    private static Map<String, Object> flag(String key, String type, Map<String, Object> variants) {
        return Map.of("key", key, "type", type, "variants", variants);
    }

    private Response evaluateAll(String body) {
        return Api.with(key).body(body).post(ALL);
    }

    @Test
    void oneFlagForOneContext() {
        Api.with(key)
                .body("{\"context\":{\"targetingKey\":\"u1\",\"region\":\"nz\"}}")
                .post(ALL + "/checkout")
                .then()
                .statusCode(200)
                .body("key", equalTo("checkout"))
                .body("value", equalTo(true))
                .body("variant", equalTo("on"))
                .body("reason", equalTo("TARGETING_MATCH"))
                .body("metadata.ruleId", equalTo("nz"));
    }

    @Test
    void aWholeFloatKeepsItsPointAndAnIntegerHasNone() {
        assertThat(evaluateAll("{\"context\":{}}").asString())
                .contains("\"value\":2.0")
                .contains("\"value\":7,");
    }

    @Test
    void everyErrorHasTheProtocolsBody() {
        Api.with(key)
                .body("{\"context\":{\"targetingKey\":\"u\"}}")
                .post(ALL + "/nothing")
                .then()
                .statusCode(404)
                .body("key", equalTo("nothing"))
                .body("errorCode", equalTo("FLAG_NOT_FOUND"));
        evaluateAll("{\"context\":").then().statusCode(400).body("errorCode", equalTo("PARSE_ERROR"));
        evaluateAll("{\"context\":null}").then().statusCode(400).body("errorCode", equalTo("INVALID_CONTEXT"));
        Api.with(key)
                .body("{\"context\":{\"targetingKey\":5}}")
                .post(ALL + "/checkout")
                .then()
                .statusCode(400)
                .body("key", equalTo("checkout"))
                .body("errorCode", equalTo("INVALID_CONTEXT"));
        Api.with("fls_nobody")
                .body("{\"context\":{}}")
                .post(ALL)
                .then()
                .statusCode(401)
                .body("status", equalTo(401));
        Api.admin().body("{\"context\":{}}").post(ALL).then().statusCode(403).body("status", equalTo(403));
    }

    @Test
    void theTagCoversContextAndConfiguration() {
        String one = "{\"context\":{\"targetingKey\":\"u\",\"plan\":\"a\"}}";
        String tag = evaluateAll(one).header("ETag");
        Api.with(key)
                .header("If-None-Match", tag)
                .body(one)
                .post(ALL)
                .then()
                .statusCode(304)
                .body(is(""));
        Api.with(key)
                .header("If-None-Match", tag)
                .body(one.replace("\"a\"", "\"b\""))
                .post(ALL)
                .then()
                .statusCode(200);
        FlagApi.patch(project, "limit", Map.of("enabled", true));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Api.with(key)
                                .header("If-None-Match", tag)
                                .body(one)
                                .post(ALL)
                                .statusCode()
                        == 200);
    }

    @Test
    void aClientKeySeesOnlyWhatBrowsersMay() {
        String client = Api.sdkKey(project, "client");
        io.restassured.RestAssured.given()
                .header("X-API-Key", client)
                .contentType("application/json")
                .body("{\"context\":{\"targetingKey\":\"u\"}}")
                .post(ALL)
                .then()
                .statusCode(200)
                .body("flags.key", contains("seen"));
        Api.with(client)
                .body("{\"context\":{\"targetingKey\":\"u\"}}")
                .post(ALL + "/checkout")
                .then()
                .statusCode(404);
    }

    @Test
    void onlyReasonsThatTheProtocolHas() {
        Api.with(key)
                .body("{\"context\":{\"targetingKey\":\"u\"}}")
                .post(ALL + "/checkout")
                .then()
                .statusCode(200)
                .body("reason", equalTo("UNKNOWN"))
                .body("metadata.reason", equalTo("DEFAULT"));
    }

    @Test
    void theAnswerSaysWhereToHearOfChanges() throws Exception {
        String body = "{\"context\":{\"targetingKey\":\"u\"}}";
        Response first = evaluateAll(body);
        String url = first.path("eventStreams[0].url");
        assertThat(first.<String>path("eventStreams[0].type")).isEqualTo("sse");
        assertThat(url).startsWith(server + "ofrep/v1/events?token=");
        assertThat(evaluateAll(body).<String>path("eventStreams[0].url")).isEqualTo(url);
        try (EventReader events = EventReader.open(url, Map.of())) {
            assertThat(events.nextOrComment()).isEqualTo(EventReader.Event.COMMENT);
            int revision = FlagApi.patch(project, "limit", Map.of("enabled", true));
            EventReader.Event event = events.next();
            assertThat(event.name()).isEqualTo("message");
            assertThat(event.id()).isEqualTo("1-" + revision);
            assertThat(event.data()).isEqualTo("{\"type\":\"refetchEvaluation\",\"etag\":\"1-" + revision + "\"}");
            assertThat(Api.with(key)
                            .body(body)
                            .post(ALL + "?flagConfigEtag=1-" + revision)
                            .<Integer>path("metadata.revision"))
                    .isEqualTo(revision);
        }
        try (EventReader events = EventReader.open(url, Map.of())) {
            assertThat(events.next().data()).as("what was missed meanwhile").contains("refetchEvaluation");
        }
    }

    @Test
    void aTokenOpensAStreamAndNothingElseAndNotForEver() {
        String url = evaluateAll("{\"context\":{}}").path("eventStreams[0].url");
        String token = url.substring(url.indexOf("token=") + 6);
        Api.with(token).body("{\"context\":{}}").post(ALL).then().statusCode(401);
        for (String wrong : List.of("", "fle_x", token + "A", token.replaceFirst("\\.1-", ".2-"))) {
            io.restassured.RestAssured.given()
                    .queryParam("token", wrong)
                    .get("/ofrep/v1/events")
                    .then()
                    .statusCode(401)
                    .body("status", equalTo(401));
        }
        String path = "/api/v1/projects/" + project + "/environments/production/keys";
        Api.admin()
                .delete(path + "/" + Api.admin().get(path).path("items[0].id"))
                .then()
                .statusCode(204);
        io.restassured.RestAssured.given().get(url).then().statusCode(401);
    }

    @Test
    void openFeaturesOwnProviderUnderstandsUs() {
        OfrepProvider provider = OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl(server.toString().replaceAll("/$", ""))
                .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + key)))
                .build());
        MutableContext context = new MutableContext("u1");
        context.add("region", "nz");
        ProviderEvaluation<Boolean> on = provider.getBooleanEvaluation("checkout", false, context);
        assertThat(on.getValue()).isTrue();
        assertThat(on.getVariant()).isEqualTo("on");
        assertThat(provider.getBooleanEvaluation("checkout", false, new ImmutableContext("u1"))
                        .getValue())
                .isFalse();
        assertThat(provider.getDoubleEvaluation("ratio", 0.0, context).getValue())
                .isEqualTo(2.0);
        assertThat(provider.getIntegerEvaluation("limit", 0, context).getValue())
                .isEqualTo(7);
        assertThat(provider.getStringEvaluation("greeting", "", context).getValue())
                .isEqualTo("kia ora");
        assertThat(provider.getObjectEvaluation("theme", new Value(), context)
                        .getValue()
                        .asStructure()
                        .getValue("dark")
                        .asBoolean())
                .isTrue();
        assertThat(provider.getBooleanEvaluation("nothing", true, context)
                        .getErrorCode()
                        .name())
                .isEqualTo("FLAG_NOT_FOUND");
    }

    @Test
    void whyThisValue() {
        String explain = "/api/v1/projects/" + project + "/environments/production/explain";
        Api.admin()
                .body(Map.of("flag", "checkout", "context", Map.of("targetingKey", "u", "region", "au")))
                .post(explain)
                .then()
                .statusCode(200)
                .body("evaluation.variant", equalTo("off"))
                .body("evaluation.reason", equalTo("DEFAULT"))
                .body("steps.step", hasItem("rule"))
                .body("steps.detail", hasItem(containsString("nz")));
        int off = FlagApi.patch(project, "checkout", Map.of("enabled", false));
        Api.admin()
                .body(Map.of("flag", "checkout", "context", Map.of()))
                .post(explain)
                .then()
                .body("evaluation.reason", equalTo("DISABLED"));
        Api.admin()
                .body(Map.of("flag", "checkout", "context", Map.of("region", "nz"), "revision", off - 1))
                .post(explain)
                .then()
                .statusCode(200)
                .body("evaluation.variant", equalTo("on"))
                .body("evaluation.metadata.revision", equalTo(off - 1))
                .body("evaluation.metadata.ruleId", equalTo("nz"));
        Api.admin()
                .body(Map.of("flag", "checkout", "revision", 1))
                .post(explain)
                .then()
                .body("evaluation.errorCode", equalTo("FLAG_NOT_FOUND"));
        Api.admin()
                .body(Map.of("flag", "checkout", "revision", off + 1))
                .post(explain)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/revision"));
        Api.admin().body(Map.of("context", Map.of())).post(explain).then().statusCode(422);
        Api.with(key).body(Map.of("flag", "checkout")).post(explain).then().statusCode(403);
    }
}
