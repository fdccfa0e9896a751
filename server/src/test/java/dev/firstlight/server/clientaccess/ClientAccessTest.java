package dev.firstlight.server.clientaccess;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Pages;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ClientAccessTest.BehindAProxy.class)
@QuarkusTestResource(Database.class)
class ClientAccessTest {

    /** A proxy that says where clients are. */
    public static final class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("firstlight.client-access.region-header", "X-Country");
        }
    }

    private static final String ALL = "/ofrep/v1/evaluate/flags";
    private static final String SHOP = "https://shop.example.org";
    private static final String CONTEXT = "{\"targetingKey\":\"kiri\",\"age\":7.0,\"tags\":[\"b\",\"a\"]}";
    private static final String CANONICAL = "{\"age\":7,\"tags\":[\"b\",\"a\"],\"targetingKey\":\"kiri\"}";

    private String project;
    private String key;

    @BeforeEach
    void aVisibleFlag() {
        project = Api.project();
        key = Api.sdkKey(project, "client");
        FlagApi.create(
                project,
                Map.of(
                        "key", "seen",
                        "type", "boolean",
                        "variants", Map.of("on", true, "off", false),
                        "offVariant", "off",
                        "clientVisible", true));
    }

    private Response ask(Map<String, String> headers) {
        return Api.with(key)
                .headers(headers)
                .body("{\"context\":" + CONTEXT + "}")
                .post(ALL);
    }

    private ValidatableResponse preflight(String origin) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-none-match")
                .options(ALL)
                .then();
    }

    @Test
    void onlyPagesOnTheListMayAsk() {
        String origin = "https://" + project + ".example.org";
        assertThat(ask(Map.of()).statusCode()).isEqualTo(200);
        preflight(origin).statusCode(403).header("Access-Control-Allow-Origin", nullValue());
        ask(Map.of("Origin", origin))
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue())
                .body("detail", containsString(origin));

        Pages.allow(project, origin.toUpperCase(java.util.Locale.ROOT) + ":443", "http://localhost:3000");
        preflight(origin)
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo(origin))
                .header("Access-Control-Allow-Headers", equalTo("authorization,content-type,if-none-match"))
                .header("Access-Control-Allow-Methods", containsString("POST"));
        ask(Map.of("Origin", origin))
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(origin))
                .header("Access-Control-Expose-Headers", containsString("ETag"))
                .header("Vary", containsString("Origin"))
                .header("Cache-Control", equalTo("private, no-store"))
                .header("ETag", notNullValue());
        Api.with("flc_unknown")
                .header("Origin", origin)
                .body("{}")
                .post(ALL)
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", equalTo(origin));
    }

    @Test
    void anotherEnvironmentsListDoesNotCount() {
        Pages.allow(Api.project(), SHOP);
        preflight(SHOP).statusCode(204);
        ask(Map.of("Origin", SHOP)).then().statusCode(403).body("detail", containsString("client access"));
    }

    @Test
    void aServerKeyInABrowserIsRefusedHoweverItIsSent() {
        Pages.allow(project, SHOP);
        String server = Api.sdkKey(project, "server");
        for (Map<String, String> header : List.of(
                Map.of("Authorization", "Bearer " + server),
                Map.of("Authorization", "bearer " + server),
                Map.of("Authorization", server),
                Map.of("X-API-Key", server))) {
            given().contentType("application/json")
                    .headers(header)
                    .header("Origin", SHOP)
                    .body("{\"context\":{}}")
                    .post(ALL)
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("client key"));
        }
    }

    @Test
    void inSecureModeAContextNeedsItsHash() {
        String path = Pages.path(project);
        String secret = Api.admin()
                .body(Map.of("origins", List.of(), "secureMode", true))
                .put(path)
                .then()
                .statusCode(200)
                .body("secret", startsWith("flh_"))
                .extract()
                .path("secret");
        Api.admin()
                .get(path)
                .then()
                .body("secureMode", equalTo(true))
                .body("secret", nullValue())
                .body("secretMadeAt", notNullValue());
        String hash = ContextHash.of(secret, Json.node(Map.of("targetingKey", "x")));
        ask(Map.of()).then().statusCode(403).body("detail", containsString(ClientAccess.HASH_HEADER));
        ask(Map.of(ClientAccess.HASH_HEADER, hash)).then().statusCode(403);
        ask(Map.of(ClientAccess.HASH_HEADER, hmac(secret, CANONICAL))).then().statusCode(200);

        String next = Api.admin()
                .post(path + "/secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        ask(Map.of(ClientAccess.HASH_HEADER, hmac(secret, CANONICAL))).then().statusCode(403);
        ask(Map.of(ClientAccess.HASH_HEADER, hmac(next, CANONICAL))).then().statusCode(200);
        Api.with(Api.sdkKey(project, "server"))
                .body("{\"context\":{}}")
                .post(ALL)
                .then()
                .statusCode(200);
    }

    private static String hmac(String secret, String text) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(secret.getBytes("UTF-8"), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes("UTF-8")));
        } catch (java.security.GeneralSecurityException | java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theProxySaysWhereAClientIs() {
        Api.admin()
                .body(Map.of("name", "NZ", "countries", List.of("NZ", "CK")))
                .put("/api/v1/projects/" + project + "/regions/nz")
                .then()
                .statusCode(200);
        int revision = FlagApi.patch(
                project,
                "seen",
                Map.of(
                        "enabled",
                        true,
                        "rules",
                        List.of(Map.of(
                                "id", "nz",
                                "when", Map.of("attribute", "region", "op", "in", "values", List.of("nz")),
                                "serve", Map.of("variant", "on")))));
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            ask(Map.of()).then().body("metadata.revision", equalTo(revision));
            ask(Map.of("X-Country", "CK")).then().body("flags.value", contains(true));
        });
        ask(Map.of("X-Country", "nz")).then().body("flags.value", contains(true));
        ask(Map.of("X-Country", "FR")).then().body("flags.value", contains(false));
        Api.with(key)
                .header("X-Country", "FR")
                .body("{\"context\":{\"region\":\"nz\"}}")
                .post(ALL)
                .then()
                .body("flags.value", contains(false));
    }

    @Test
    void whatIsSetIsCheckedAndAudited() {
        String path = Pages.path(project);
        for (String wrong :
                List.of("shop.example.org", "https://shop.example.org/path", "ftp://x", "https://a b", "")) {
            Api.admin()
                    .body(Map.of("origins", List.of(SHOP, wrong), "secureMode", false))
                    .put(path)
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/origins/1"));
        }
        Api.admin().body(Map.of("origins", List.of())).put(path).then().statusCode(422);
        Pages.allow(project, SHOP, "https://SHOP.example.org", "*");
        Api.admin().get(path).then().body("origins", contains("*", SHOP));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .body("items.action", hasItem("client-access.changed"));
        Api.with(key).get(path).then().statusCode(403);
    }
}
