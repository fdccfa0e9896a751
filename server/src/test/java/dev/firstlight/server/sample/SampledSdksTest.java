package dev.firstlight.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.Hasty;
import dev.firstlight.core.Context;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.NodeWatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real SDKs sample real contexts; what a dry run then foretells is compared with what the change does to everybody. The
 * interval is one of 95 %, so units are named such that the draw is the same each time but for the key of the hash.
 */
@QuarkusTest
@QuarkusTestResource(Database.class)
class SampledSdksTest {

    private static final Path SDK_JS = Path.of("..", "sdk-js").toAbsolutePath().normalize();
    private static final int EVERYBODY = 9_000;
    private static final int KEEP = 1_500;

    @Inject
    DataSource database;

    private String project;
    private String key;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void begin() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port;
    }

    /** 5,000 in nz, 3,500 in us, 500 in eu; every tenth pays. */
    private static Map<String, Object> user(int i) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("targetingKey", "secret-person-" + i);
        user.put("region", i < 5_000 ? "nz" : i < 8_500 ? "us" : "eu");
        user.put("plan", i % 10 == 0 ? "secret-pro" : "secret-free");
        user.put("age", (double) (i % 80));
        user.put("ssn", "private-number-" + i);
        return user;
    }

    @Test
    void javaTellsWhatAChangeWillDo() throws Exception {
        sample(List.of());
        javaAsks(0, EVERYBODY);
        awaitContexts();

        // A tenth of nz pays, of whom a half: 250 of 9,000; nobody in eu.
        JsonPath told = dryRun(Map.of(
                "rules",
                List.of(Map.of(
                        "id",
                        "r1",
                        "when",
                        Map.of(
                                "all",
                                List.of(
                                        Map.of("attribute", "plan", "op", "in", "values", List.of("secret-pro")),
                                        Map.of("attribute", "region", "op", "in", "values", List.of("nz")))),
                        "serve",
                        split(50_000)))));
        assertForetold(told, 250.0 / EVERYBODY);
        assertThat(told.getInt("judged")).isEqualTo(KEEP);
        assertThat(told.getString("sentence")).contains("% ±", "of units change, 0 in eu, us");
        assertNothingSecretIsKept();

        // Every other one of them is older than 39, which a hash does not tell.
        JsonPath ages = dryRun(Map.of(
                "rules",
                List.of(Map.of(
                        "id",
                        "r1",
                        "when",
                        Map.of("attribute", "age", "op", ">=", "value", 40),
                        "serve",
                        Map.of("variant", "on")))));
        assertThat(ages.getInt("judged")).isZero();
        assertThat(ages.getDouble("high")).isEqualTo(1);

        sample(List.of("age", "targetingKey"));
        awaitContexts();
        assertForetold(
                dryRun(Map.of(
                        "rules",
                        List.of(Map.of(
                                "id",
                                "r1",
                                "when",
                                Map.of("attribute", "age", "op", ">=", "value", 40),
                                "serve",
                                Map.of("variant", "on"))))),
                0.5);
        assertNowhere("private-number-");
        assertThat(found("secret-person-"))
                .as("the targeting key is allowed now")
                .isTrue();
        sample(List.of("age"));
        assertNowhere("secret-person-");
    }

    @Test
    void nodeAndJavaSampleTheSameUnits(@TempDir Path directory) throws Exception {
        assumeTrue(Files.exists(SDK_JS.resolve("dist/node.js")), "the Node SDK is not built: npm run build in sdk-js");
        sample(List.of());
        Path users = directory.resolve("users.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 3_000; i < EVERYBODY; i++) {
            lines.add(dev.firstlight.server.platform.Json.write(user(i)));
        }
        Files.write(users, lines);
        Process node = new ProcessBuilder(
                        "node",
                        NodeWatch.script("sample").toString(),
                        SDK_JS.toString(),
                        url(),
                        key,
                        "f",
                        users.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("node.txt").toFile())
                .start();
        open.add(node::destroyForcibly);
        // Everybody in nz asks both or either: none of them may count twice, and none be preferred.
        javaAsks(0, 5_000);
        awaitContexts();
        JsonPath told = dryRun(Map.of("default", split(4_000)));
        assertForetold(told, 0.04);
        JsonPath sample = view();
        assertThat(sample.getList("regions.region", String.class)).containsExactlyInAnyOrder("nz", "us", "eu");
        Map<String, Integer> units = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            units.put(sample.getString("regions[" + i + "].region"), sample.getInt("regions[" + i + "].units"));
        }
        assertThat(units.get("nz")).isBetween(4_000, 6_100);
        assertThat(units.get("us")).isBetween(2_800, 4_300);
        assertThat(units.get("eu")).isBetween(400, 610);
        assertNothingSecretIsKept();
    }

    private void sample(List<String> clear) {
        if (clear.isEmpty()) {
            FlagApi.create(project, "f");
            FlagApi.patch(project, "f", Map.of("enabled", true));
        }
        Api.admin()
                .body(Map.of("enabled", true, "clear", clear, "keep", KEEP))
                .put("/api/v1/projects/" + project + "/context-sampling")
                .then()
                .statusCode(200);
    }

    /** A client of its own thread that asks for everybody over and over. */
    private void javaAsks(int from, int to) {
        FlagClient client = Hasty.of(FlagClient.builder()
                        .url(url())
                        .sdkKey(key)
                        .sampleContexts(true)
                        .privateAttributes("ssn"))
                .build();
        assertThat(client.awaitReady(Duration.ofSeconds(10))).isTrue();
        List<Context> people = new ArrayList<>();
        for (int i = from; i < to; i++) {
            people.add(Context.of(user(i)));
        }
        Thread asking = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                people.forEach(one -> client.boolValue("f", one, false));
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        asking.start();
        open.add(() -> {
            asking.interrupt();
            asking.join();
            client.close();
        });
    }

    private JsonPath view() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/context-sample")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Until all is there that is kept, and every instance has had the time to tell the rest of what is wanted. */
    private void awaitContexts() throws InterruptedException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> view().getInt("contexts") == KEEP);
        Thread.sleep(2_000);
    }

    private static Map<String, Object> split(int on) {
        return Map.of(
                "split",
                Map.of(
                        "by",
                        "targetingKey",
                        "ranges",
                        List.of(Map.of("to", on, "variant", "on"), Map.of("to", 100_000, "variant", "off"))));
    }

    private JsonPath dryRun(Map<String, Object> patch) {
        String path = FlagApi.path(project, "f");
        String tag = Api.admin().get(path).then().extract().header("ETag");
        JsonPath told = Api.admin()
                .header("If-Match", tag)
                .body(patch)
                .patch(path + "?dryRun=true")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("blastRadius");
        System.out.println(told.getString("sentence"));
        return told;
    }

    /** Within twice the interval: one of 95 % alone would be a test that fails one time in twenty. */
    private static void assertForetold(JsonPath told, double truth) {
        assertThat(told.getInt("contexts")).isEqualTo(KEEP);
        assertThat(told.getDouble("margin")).isBetween(0.003, 0.04);
        assertThat(told.getDouble("changed")).isCloseTo(truth, within(2 * told.getDouble("margin")));
    }

    private void assertNothingSecretIsKept() throws SQLException {
        assertNowhere("secret-person-");
        assertNowhere("private-number-");
        try (Connection connection = database.getConnection();
                ResultSet contexts = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM context_sample WHERE context LIKE '%secret-%'")) {
            contexts.next();
            assertThat(contexts.getInt(1)).isZero();
        }
    }

    private void assertNowhere(String secret) throws SQLException {
        assertThat(found(secret)).as(secret).isFalse();
    }

    /** Whether a text is in any row of any table of the database. */
    private boolean found(String text) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            try (ResultSet rows = connection
                    .createStatement()
                    .executeQuery("SELECT quote_ident(table_name) FROM information_schema.tables"
                            + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).hasSizeGreaterThan(20).contains("context_sample", "audit");
            for (String table : tables) {
                try (ResultSet rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT EXISTS (SELECT 1 FROM " + table + " t WHERE t::text LIKE '%" + text + "%')")) {
                    rows.next();
                    if (rows.getBoolean(1)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
