package dev.firstlight.server.sample;

import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.core.KeyedHash;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A project, and what SDKs send it of contexts, as batches that a test writes itself. */
abstract class SampledProject {

    String project = "";
    String key = "";
    private final AtomicInteger seq = new AtomicInteger();

    @BeforeEach
    void begin() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
    }

    void enable(List<String> clear) {
        put(Map.of("enabled", true, "clear", clear)).statusCode(200).body("clear", equalTo(clear));
    }

    ValidatableResponse put(Map<String, Object> settings) {
        return Api.admin()
                .body(settings)
                .put("/api/v1/projects/" + project + "/context-sampling")
                .then();
    }

    ValidatableResponse view() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/context-sample")
                .then()
                .statusCode(200);
    }

    ValidatableResponse dryRun(String flag, Map<String, Object> patch) {
        String path = FlagApi.path(project, flag);
        String tag = Api.admin().get(path).then().extract().header("ETag");
        return Api.admin()
                .header("If-Match", tag)
                .body(patch)
                .patch(path + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true));
    }

    static Map<String, Object> context(String unit, @Nullable String region) {
        KeyedHash hash = KeyedHash.of("0123456789abcdef");
        Map<String, Object> context = new HashMap<>();
        context.put("unit", hash.of("targetingKey", unit));
        context.put("rank", hash.rank(unit));
        if (region != null) {
            context.put("region", region);
        }
        return context;
    }

    Map<String, Object> batch(long version, List<Map<String, Object>> contexts) {
        return Map.of(
                "instance",
                "i",
                "seq",
                seq.getAndIncrement(),
                "sdk",
                Map.of("name", "firstlight-test", "version", "0.1.0"),
                "sampling",
                version,
                "contexts",
                contexts);
    }

    ValidatableResponse send(long version, List<Map<String, Object>> contexts) {
        return telemetry(batch(version, contexts));
    }

    ValidatableResponse telemetry(Map<String, Object> batch) {
        return Api.with(key).body(batch).post("/sdk/v1/telemetry").then().statusCode(202);
    }
}
