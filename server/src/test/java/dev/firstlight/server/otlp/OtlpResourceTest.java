package dev.firstlight.server.otlp;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken as a push, and what as a definition of what to count. */
@QuarkusTest
@NullUnmarked // set up before each test
@QuarkusTestResource(Database.class)
class OtlpResourceTest {

    private static final String PATH = "/sdk/v1/otlp/v1/metrics";

    private String project;
    private String key;

    @BeforeEach
    void project() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
    }

    private Response put(String metric, Map<String, Object> definition) {
        return Api.admin().body(definition).put("/api/v1/projects/" + project + "/metrics/" + metric);
    }

    private Response put(Map<String, Object> otlp) {
        return put("http.errors", Map.of("name", "HTTP errors", "kind", "otlp", "otlp", otlp));
    }

    @Test
    void whatIsNoPushIsRefused() throws IOException {
        byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
        post("application/x-protobuf", null, rubbish, 422);
        post("json", null, rubbish, 415);
        post("application/json", null, "{\"resourceMetrics\": 5}".getBytes(StandardCharsets.UTF_8), 422);
        post("application/json", null, rubbish, 400);
        post("application/x-protobuf", "gzip", rubbish, 400);
        post("application/x-protobuf", "br", rubbish, 415);
        post("text/plain", null, rubbish, 415);
        post("application/x-protobuf", "gzip", zipped(new byte[5 * 1024 * 1024]), 413);
        post("application/x-protobuf", "gzip", zipped(new byte[0]), 200);
        given().auth()
                .oauth2(Api.sdkKey(project, "client"))
                .contentType("application/x-protobuf")
                .body(new byte[0])
                .post(PATH)
                .then()
                .statusCode(403);
    }

    private void post(String type, String encoding, byte[] body, int status) {
        io.restassured.specification.RequestSpecification request =
                given().auth().oauth2(key).contentType(type).body(body);
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        request.post(PATH).then().statusCode(status);
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void aDefinitionSaysWhichPoints() {
        put(Map.of("total", Map.of("metric", "http.requests")))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/otlp/bad"));
        put(Map.of("bad", Map.of("metric", ""), "total", Map.of("metric", "x")))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/otlp/bad/metric"));
        put(Map.of("bad", Map.of("metric", "x"), "total", Map.of("metric", "x"), "arm", "x"))
                .then()
                .statusCode(400);
        put("other", Map.of("name", "x", "kind", "otlp"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/otlp"));
        put(Map.of(
                        "bad",
                        Map.of("metric", "http.requests", "where", Map.of("http.response.status_code", "5*")),
                        "total",
                        Map.of("metric", "http.requests")))
                .then()
                .statusCode(200);
        Api.admin()
                .get("/api/v1/projects/" + project + "/metrics/http.errors")
                .then()
                .statusCode(200)
                .body("otlp.bad.where.'http.response.status_code'", equalTo("5*"))
                .body("otlp.total.metric", equalTo("http.requests"));
    }
}
