package dev.firstlight.server.restore;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagClientBuilder;
import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Application;
import dev.firstlight.server.support.Application.Position;
import dev.firstlight.server.support.PackagedCommand;
import dev.firstlight.server.support.RunningServer;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The exercise: a backup while people write, the servers killed, the database destroyed, the backup restored, and all SDKs
 * show what was restored, though they had seen more.
 */
@NullUnmarked // set up before each
class RestoreIT {

    private static final String PROJECT = "/api/v1/projects/comics";
    private static final String PRODUCTION = PROJECT + "/environments/production";
    private static final int WRITERS = 4;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(45);

    @TempDir
    Path directory;

    private EmbeddedDatabase postgres;
    private Map<String, String> settings;
    private final List<RunningServer> servers = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();
    private String key;

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedDatabase.start(directory.resolve("postgres"));
        settings = Map.of(
                "FIRSTLIGHT_DATABASE_URL", postgres.url().replaceAll("postgres$", "flags"),
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres",
                "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "1000000");
        run("CREATE DATABASE flags");
        for (String name : List.of("one", "two")) {
            servers.add(RunningServer.start(Files.createDirectories(directory.resolve(name)), settings));
        }
        fill();
    }

    @AfterEach
    void stop() throws Exception {
        applications.forEach(Application::close);
        for (RunningServer server : servers) {
            server.kill();
        }
        postgres.close();
    }

    private void run(String statement) throws SQLException {
        try (Connection connection = new DatabaseAddress(postgres.url(), "postgres", "postgres").connect();
                Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private RequestSpecification admin() {
        return given().baseUri(servers.get(0).url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private void fill() {
        admin().body(Map.of("key", "comics", "name", "Comics"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin().body(Map.of("name", "NZ", "countries", List.of()))
                .put(PROJECT + "/regions/nz")
                .then()
                .statusCode(200);
        Map<String, String> variants = new HashMap<>();
        Writers.VARIANTS.forEach(variant -> variants.put(variant, variant));
        for (int i = 0; i < WRITERS; i++) {
            flag("w" + i, "string", variants);
        }
        flag("released", "boolean", Map.of("on", true, "off", false));
        key = admin().body(Map.of("name", "all", "kind", "server"))
                .post(PRODUCTION + "/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private void flag(String flag, String type, Map<String, ?> variants) {
        admin().body(Map.of("key", flag, "type", type, "variants", variants))
                .post(PROJECT + "/flags")
                .then()
                .statusCode(201);
        admin().body(Map.of("instructions", List.of(Map.of("kind", "turnOn"))))
                .post(PROJECT + "/flags/" + flag + "/environments/production/changes")
                .then()
                .statusCode(200);
    }

    private Application application(Path cache) {
        FlagClientBuilder builder = FlagClient.builder()
                .urls(servers.stream().map(RunningServer::url).toList())
                .sdkKey(key)
                .region("nz")
                .cacheDirectory(cache);
        Application application = Application.start(builder, "w0");
        applications.add(application);
        return application;
    }

    private String release() {
        Map<String, Object> plan = Map.of("stages", List.of(stage(10, "PT20S"), stage(50, "PT1S"), stage(100, "PT1S")));
        return admin().body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "released",
                        "treatment",
                        "on",
                        "start",
                        true,
                        "plan",
                        plan))
                .post(PROJECT + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Map<String, Object> stage(int percent, String bake) {
        return Map.of("regions", List.of("nz"), "percent", percent, "bake", bake);
    }

    private JsonPath get(String path) {
        return admin().get(path).then().statusCode(200).extract().jsonPath();
    }

    private PackagedCommand.Ended command(String... arguments) throws Exception {
        PackagedCommand.Ended ended = PackagedCommand.run(directory, settings, arguments);
        assertThat(ended.code()).as(ended.printed()).isZero();
        return ended;
    }

    @Test
    void whatWasAcknowledgedBeforeTheBackupIsThereAndAllSdksShowIt() throws Exception {
        Path kept = directory.resolve("kept");
        Application stays = application(null);
        Application keeps = application(directory.resolve("keeps"));
        Application startsAnew = application(kept);
        String release = release();
        Writers writers =
                new Writers("comics", servers.stream().map(RunningServer::url).toList(), WRITERS);
        Awaitility.await().atMost(LONG).until(() -> writers.count() > 300);

        Writers.Acknowledged before = writers.acknowledged();
        String anchor = get(PROJECT + "/audit/anchor").getString("anchor");
        Path file = directory.resolve("firstlight.backup");
        command("backup", file.toString());
        int then = writers.count();
        Awaitility.await().atMost(LONG).until(() -> writers.count() > then + 100);
        Position late = new Position(1, get(PRODUCTION).getLong("revision"));
        for (Application application : applications) {
            application.reaches(late, SOON);
        }
        for (RunningServer server : servers) {
            server.kill();
        }
        writers.end();
        assertThat(writers.refused()).isEmpty();
        startsAnew.close();
        applications.remove(startsAnew);
        // There is nobody to ask: it serves what the file has.
        Application anew = application(kept);
        assertThat(anew.position()).isGreaterThanOrEqualTo(late);
        run("DROP DATABASE flags WITH (FORCE)");
        run("CREATE DATABASE flags");

        long start = System.nanoTime();
        String restored = command("restore", file.toString()).printed();
        long up = System.nanoTime();
        CompletableFuture.allOf(servers.stream().map(RestoreIT::startAgain).toArray(CompletableFuture[]::new))
                .get();
        long serving = System.nanoTime();
        long revision = get(PRODUCTION).getLong("revision");
        Position wanted = new Position(2, revision);
        for (Application application : List.of(stays, keeps, anew)) {
            application.reaches(wanted, LONG);
        }
        report(start, up, serving, System.nanoTime());

        Matcher raised = Pattern.compile("comics/production: epoch 2, was 1; revision (\\d+)")
                .matcher(restored);
        assertThat(raised.find()).as(restored).isTrue();
        assertThat(Long.parseLong(raised.group(1))).isLessThan(late.revision());
        goesOn(release);
        holds(before, writers);
        Map<String, Object> values = values();
        Position last = new Position(2, get(PRODUCTION).getLong("revision"));
        for (Application application : applications) {
            application.reaches(last, SOON);
            assertThat(application.values()).isEqualTo(values);
            assertThat(application.failures()).isEmpty();
            assertThat(application.wentBack()).isZero();
        }
        assertThat(values).containsEntry("released", true);
        assertThat(command("verify-audit").printed()).contains("rows are as they were written");
        assertThat(command("verify-audit", "--project", "comics", "--anchor", anchor)
                        .printed())
                .contains("rows are as they were written");
    }

    private static CompletableFuture<Void> startAgain(RunningServer server) {
        return CompletableFuture.runAsync(() -> {
            try {
                server.start();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private void report(long start, long up, long serving, long current) {
        System.out.printf(
                Locale.ROOT,
                "restored in %.1f s; both servers ready %.1f s later; all SDKs current %.1f s after that; %.1f s in all%n",
                (up - start) / 1e9,
                (serving - up) / 1e9,
                (current - serving) / 1e9,
                (current - start) / 1e9);
    }

    /** The release ends as it would have; it began once. */
    private void goesOn(String release) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> get(PROJECT + "/releases/" + release).getString("state"), "COMPLETED"::equals);
        List<String> kinds = get(PROJECT + "/releases/" + release).getList("events.kind");
        assertThat(kinds).containsOnlyOnce("started", "completed");
    }

    /** Nothing that was acknowledged before the backup began is lost, and what is there was acknowledged or under way. */
    private void holds(Writers.Acknowledged before, Writers writers) {
        assertThat(before.count()).isGreaterThan(WRITERS);
        assertThat(allFlags()).containsAll(before.made());
        before.edits().forEach((flag, edit) -> {
            JsonPath now = get(PROJECT + "/flags/" + flag + "/environments/production");
            assertThat(now.getLong("revision")).as(flag).isGreaterThanOrEqualTo(edit.revision());
            String written = writers.at(flag, now.getLong("revision"));
            if (written != null) {
                assertThat(now.getString("default.variant")).as(flag).isEqualTo(written);
            }
        });
    }

    private List<String> allFlags() {
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = get(PROJECT + "/flags?limit=500" + cursor);
            keys.addAll(page.getList("items.key"));
            cursor = page.getString("nextCursor") == null ? "" : "&cursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());
        return keys;
    }

    /** What each flag serves, by what the API says of its targeting. */
    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (String flag : allFlags()) {
            JsonPath now = get(PROJECT + "/flags/" + flag + "/environments/production");
            String variant = now.getString(now.getBoolean("enabled") ? "default.variant" : "offVariant");
            boolean word = Writers.VARIANTS.contains(variant);
            values.put(flag, word ? variant : (Object) variant.equals("on"));
        }
        return values;
    }
}
