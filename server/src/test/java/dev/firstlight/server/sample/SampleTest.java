package dev.firstlight.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.core.KeyedHash;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SDKs send of contexts, as batches that a test writes itself. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class SampleTest {

    @Inject
    DataSource database;

    @Inject
    Samples samples;

    private String project;
    private String key;
    private final AtomicInteger seq = new AtomicInteger();

    @BeforeEach
    void begin() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
    }

    @Test
    void isOffUntilSomebodySaysSo() {
        Api.admin()
                .get("/api/v1/projects/" + project + "/context-sampling")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("clear", empty())
                .body("keep", equalTo(2_000));
        send(0, List.of(context("alice", "nz"))).body("sampling", nullValue());
        view().body("enabled", equalTo(false)).body("contexts", equalTo(0)).body("since", nullValue());
        FlagApi.create(project, "f");
        dryRun("f", Map.of("enabled", true))
                .body("blastRadius.changed", nullValue())
                .body("blastRadius.sentence", containsString("/api/v1/projects/" + project + "/context-sampling"));
    }

    @Test
    void anSdkThatSamplesNothingIsToldNoRules() {
        enable(List.of());
        assertThat(Api.with(key)
                        .body(Map.of("instance", "old", "seq", 0, "sdk", Map.of("name", "s", "version", "1")))
                        .post("/sdk/v1/telemetry")
                        .then()
                        .statusCode(202)
                        .extract()
                        .<Object>path("sampling"))
                .isNull();
    }

    @Test
    void sdksAreToldTheRulesAndContextsAreKeptByThem() throws SQLException {
        enable(List.of("plan"));
        ValidatableResponse told = send(0, List.of(context("early", "nz")));
        told.body("sampling.version", equalTo(1)).body("sampling.clear", contains("plan"));
        String secret = told.extract().path("sampling.key");
        assertThat(secret).hasSize(64);
        view().body("contexts", equalTo(0));

        Map<String, Object> alice = context("alice", "nz");
        alice.put("clear", Map.of("plan", "pro", "email", "alice@example.com"));
        alice.put("hashed", Map.of("age", "0123456789abcdef", "name", "Alice in clear", "tags", List.of("no hash")));
        send(1, List.of(alice, context("bob", "eu"), context("carol", null)));
        send(1, List.of(context("bob", "eu")));
        view().body("contexts", equalTo(3))
                .body("regions.region", contains(null, "eu", "nz"))
                .body("since", not(nullValue()));
        assertThat(rows("SELECT context FROM context_sample c JOIN environment e ON e.id = c.environment_id"
                        + " WHERE region = 'nz' AND e.project = '" + project + "'"))
                .containsExactly("{\"clear\":{\"plan\":\"pro\"},\"hashed\":{\"age\":\"0123456789abcdef\"}}");

        enable(List.of());
        view().body("contexts", equalTo(0));
        send(1, List.of(context("alice", "nz")));
        view().body("contexts", equalTo(0));
        String other = send(0, List.of())
                .body("sampling.version", equalTo(2))
                .extract()
                .path("sampling.key");
        assertThat(other).isNotEqualTo(secret);
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .body("items.action", org.hamcrest.Matchers.hasItem("context-sampling.changed"))
                .body(not(containsString(secret)));
    }

    @Test
    void ofEachRegionTheLowestRanksAreKeptAndSmallRegionsAreNotCrowdedOut() {
        put(Map.of("enabled", true, "keep", 100)).statusCode(200);
        for (int batch = 0; batch < 3; batch++) {
            List<Map<String, Object>> contexts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Map<String, Object> one = context("nz-" + batch + "-" + i, "nz");
                one.put("rank", (batch * 100L + i) * 10_000_000);
                contexts.add(one);
            }
            send(1, contexts);
        }
        ValidatableResponse told = send(1, List.of(context("e1", "eu"), context("e2", "eu"), context("e3", "eu")));
        told.body("sampling.below.nz", equalTo(96 * 10_000_000 + 1)).body("sampling.below.eu", nullValue());
        view().body("contexts", equalTo(100))
                .body("regions.find { it.region == 'nz' }.contexts", equalTo(97))
                .body("regions.find { it.region == 'eu' }.contexts", equalTo(3))
                .body("regions.find { it.region == 'nz' }.units", equalTo((int)
                        Math.round(96.0 * KeyedHash.RANKS / (96 * 10_000_000 + 1))));
    }

    @Test
    void whatNobodyAskedWithForADayIsForgotten() throws SQLException {
        enable(List.of());
        send(1, List.of(context("alice", "nz")));
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .executeUpdate(
                            "UPDATE context_sample SET seen_at = now() - interval '25 hours' WHERE environment_id ="
                                    + " (SELECT id FROM environment WHERE project = '" + project + "')");
        }
        view().body("contexts", equalTo(0));
        samples.expire().await().indefinitely();
        assertThat(rows(
                        "SELECT 1 FROM context_sample WHERE environment_id = (SELECT id FROM environment WHERE project = '"
                                + project + "')"))
                .isEmpty();
    }

    @Test
    void instancesThatSendTheSameUnitsAtOnceDoNotBlockEachOther() throws Exception {
        put(Map.of("enabled", true, "keep", 150)).statusCode(200);
        ExecutorService instances = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int from = i % 5;
                sent.add(instances.submit((Callable<Object>) () -> {
                    List<Map<String, Object>> contexts = new ArrayList<>();
                    for (int unit = from * 50; unit < from * 50 + 100; unit++) {
                        contexts.add(context("user-" + unit, unit % 2 == 0 ? "nz" : "eu"));
                    }
                    java.util.Collections.shuffle(contexts);
                    return send(1, contexts);
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } finally {
            instances.shutdown();
        }
        view().body("contexts", equalTo(150));
    }

    @Test
    void badSettingsAreRefusedWithAPointer() {
        put(Map.of("enabled", true, "keep", 7)).statusCode(422).body("errors[0].pointer", equalTo("/keep"));
        put(Map.of("enabled", true, "clear", List.of("plan", "")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/clear/1"));
        put(Map.of("keep", 500)).statusCode(422).body("errors[0].pointer", equalTo("/enabled"));
        Map<String, Object> wrong = context("alice", "nz");
        wrong.put("unit", "alice");
        Api.with(key)
                .body(batch(0, List.of(wrong)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/contexts/0/unit"));
        Map<String, Object> nameless = context("alice", "nz");
        nameless.put("withheld", Arrays.asList("plan", null));
        Api.with(key)
                .body(batch(0, List.of(nameless)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/contexts/0/withheld/1"));
        Api.with(key)
                .body(Map.of("enabled", true))
                .put("/api/v1/projects/" + project + "/context-sampling")
                .then()
                .statusCode(403);
    }

    @Test
    void everyKindOfDryRunForetells() {
        enable(List.of("plan"));
        List<Map<String, Object>> contexts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Map<String, Object> one = context("user-" + i, i < 50 ? "nz" : "eu");
            one.put("clear", Map.of("plan", i % 2 == 0 ? "pro" : "free"));
            contexts.add(one);
        }
        send(1, contexts);
        FlagApi.create(project, "f");
        FlagApi.create(project, "child");
        int early = FlagApi.patch(
                project,
                "child",
                Map.of(
                        "enabled",
                        true,
                        "default",
                        Map.of("variant", "on"),
                        "prerequisites",
                        List.of(Map.of("flag", "f", "variants", List.of("on")))));
        dryRun("f", Map.of("enabled", true, "default", Map.of("variant", "on")))
                .body("blastRadius.contexts", equalTo(100))
                .body("blastRadius.judged", equalTo(100))
                .body("blastRadius.changed", equalTo(1.0f))
                .body("blastRadius.byFlag.flag", contains("child", "f"))
                .body("blastRadius.byRegion.region", contains("eu", "nz"))
                .body("blastRadius.sentence", containsString("100 % ±"));
        dryRun("f", Map.of()).body("blastRadius.sentence", containsString("nothing is served otherwise"));

        String segment = "/api/v1/projects/" + project + "/environments/production/segments/payers";
        Api.admin()
                .body(Map.of("included", List.of("nobody")))
                .put(segment)
                .then()
                .statusCode(200);
        int before = FlagApi.patch(
                project,
                "f",
                Map.of(
                        "enabled",
                        true,
                        "rules",
                        List.of(Map.of(
                                "id", "r1", "when", Map.of("segment", "payers"), "serve", Map.of("variant", "on"))),
                        "default",
                        Map.of("variant", "off")));
        ValidatableResponse told = Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of(
                        "when",
                        Map.of(
                                "all",
                                List.of(
                                        Map.of("attribute", "plan", "op", "in", "values", List.of("pro")),
                                        Map.of("attribute", "region", "op", "in", "values", List.of("nz"))))))
                .patch(segment + "?dryRun=true")
                .then()
                .statusCode(200);
        told.body("blastRadius.changed", equalTo(0.25f))
                .body("blastRadius.byFlag.flag", contains("child", "f"))
                .body("blastRadius.sentence", containsString("0 in eu"))
                .body("instances.connected", equalTo(1));
        // What a dry run answers may be sent back as it came.
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(told.extract().asString())
                .put(segment)
                .then()
                .statusCode(200);

        Api.admin()
                .body(Map.of(
                        "changes",
                        List.of(
                                Map.of("flag", "f", "instructions", List.of(Map.of("kind", "turnOff"))),
                                Map.of(
                                        "flag",
                                        "child",
                                        "instructions",
                                        List.of(Map.of("kind", "setOffVariant", "variant", "on"))))))
                .post("/api/v1/projects/" + project + "/environments/production/changes?dryRun=true")
                .then()
                .statusCode(200)
                .body("blastRadius.byFlag.flag", contains("child", "f"))
                .body("blastRadius.byFlag.changed", contains(0.75f, 0.25f))
                .body("blastRadius.changed", equalTo(1.0f));
        Api.admin()
                .body(Map.of("revision", before))
                .post("/api/v1/projects/" + project + "/environments/production/revert?dryRun=true")
                .then()
                .statusCode(200)
                .body("segments", contains("payers"))
                .body("blastRadius.changed", equalTo(0.25f));
        Api.admin()
                .body(Map.of("revision", early))
                .post(FlagApi.path(project, "f") + "/revert?dryRun=true")
                .then()
                .statusCode(200)
                .body("blastRadius.changed", equalTo(0.25f));
    }

    @Test
    void instancesThatCouldNotEvaluateItAreNamed() {
        FlagApi.create(project, "f");
        Map<String, Object> old = new HashMap<>(batch(0, List.of()));
        old.remove("sampling");
        old.put("instance", "old");
        old.put("region", "nz");
        old.put("sdk", Map.of("name", "firstlight-old", "version", "0.0.1"));
        old.put("capabilities", List.of("in", "hash:murmur3"));
        telemetry(old);
        Map<String, Object> silent = new HashMap<>(old);
        silent.put("instance", "silent");
        silent.remove("capabilities");
        telemetry(silent);
        // Said once, and not forgotten by the next batch.
        old.put("seq", 1);
        old.remove("capabilities");
        telemetry(old);
        Map<String, Object> rules = Map.of(
                "enabled",
                true,
                "rules",
                List.of(Map.of(
                        "id",
                        "r1",
                        "when",
                        Map.of("attribute", "version", "op", "semver>=", "value", "2.1.0"),
                        "serve",
                        Map.of("variant", "on"))));
        dryRun("f", rules)
                .body("instances.connected", equalTo(2))
                .body("instances.cannotEvaluate", equalTo(1))
                .body("cannotEvaluate", hasSize(1))
                .body("cannotEvaluate[0].instance", equalTo("old"))
                .body("cannotEvaluate[0].sdk", equalTo("firstlight-old"))
                .body("cannotEvaluate[0].version", equalTo("0.0.1"))
                .body("cannotEvaluate[0].region", equalTo("nz"))
                .body("cannotEvaluate[0].flags", contains("f"))
                .body("cannotEvaluate[0].needs", contains("semver>="));
        dryRun("f", Map.of("enabled", true)).body("cannotEvaluate", empty());

        FlagApi.patch(project, "f", rules);
        Map<String, Object> broken = new HashMap<>(silent);
        broken.put("seq", 1);
        broken.put("unsupported", List.of(Map.of("flag", "f", "detail", "unknown operator"), Map.of("flag", "f2")));
        telemetry(broken);
        Api.admin()
                .get(FlagApi.path(project, "f") + "/instances")
                .then()
                .statusCode(200)
                .body("connected", equalTo(2))
                .body("cannotEvaluate", equalTo(2))
                .body("instances.instance", contains("old", "silent"))
                .body("instances.detail", contains(null, "unknown operator"))
                .body("instances[0].needs", contains("semver>="));
        Api.admin().get(FlagApi.path(project, "nothing") + "/instances").then().statusCode(404);
    }

    private void enable(List<String> clear) {
        put(Map.of("enabled", true, "clear", clear)).statusCode(200).body("clear", equalTo(clear));
    }

    private ValidatableResponse put(Map<String, Object> settings) {
        return Api.admin()
                .body(settings)
                .put("/api/v1/projects/" + project + "/context-sampling")
                .then();
    }

    private ValidatableResponse view() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/context-sample")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse dryRun(String flag, Map<String, Object> patch) {
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

    private static Map<String, Object> context(String unit, @Nullable String region) {
        KeyedHash hash = KeyedHash.of("0123456789abcdef");
        Map<String, Object> context = new HashMap<>();
        context.put("unit", hash.of("targetingKey", unit));
        context.put("rank", hash.rank(unit));
        if (region != null) {
            context.put("region", region);
        }
        return context;
    }

    private Map<String, Object> batch(long version, List<Map<String, Object>> contexts) {
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

    private ValidatableResponse send(long version, List<Map<String, Object>> contexts) {
        return telemetry(batch(version, contexts));
    }

    private ValidatableResponse telemetry(Map<String, Object> batch) {
        return Api.with(key).body(batch).post("/sdk/v1/telemetry").then().statusCode(202);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
