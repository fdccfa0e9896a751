package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Certificate;
import dev.firstlight.server.support.JavaWatch;
import dev.firstlight.server.support.PackagedCommand;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are given a PostgreSQL start none of their own, and share what is in it. */
class OwnDatabaseIT {

    @Test
    void twoServersShareADatabase(@TempDir Path directory) throws Exception {
        Path one = Files.createDirectories(directory.resolve("one"));
        Path two = Files.createDirectories(directory.resolve("two"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"))) {
            Map<String, String> settings = Map.of(
                    "FIRSTLIGHT_DATABASE_URL", database.url(),
                    "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                    "FIRSTLIGHT_DATABASE_PASSWORD", "postgres");
            try (RunningServer first = RunningServer.start(one, settings);
                    RunningServer second = RunningServer.start(two, settings)) {
                String key = flagAndKey(first);
                try (JavaWatch watch = JavaWatch.start(second.url(), key, "shared")) {
                    admin(first)
                            .header("If-Match", "\"1\"")
                            .body(Map.of("enabled", true, "default", Map.of("variant", "on")))
                            .patch("/api/v1/projects/own/flags/shared/environments/production")
                            .then()
                            .statusCode(200);
                    Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(watch.seen())
                            .containsExactly("value false", "value true"));
                }
                admin(second)
                        .get("/api/v1/projects/own/flags/shared")
                        .then()
                        .statusCode(200)
                        .body("key", equalTo("shared"));
            }
        }
        assertThat(one).isDirectoryNotContaining("glob:**/data");
        assertThat(two).isDirectoryNotContaining("glob:**/data");
    }

    @Test
    void aServerStartsOnTablesThatALaterVersionMovedForward(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"))) {
            Map<String, String> settings = Map.of(
                    "FIRSTLIGHT_DATABASE_URL", database.url(),
                    "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                    "FIRSTLIGHT_DATABASE_PASSWORD", "postgres");
            try (RunningServer server = RunningServer.start(directory, settings)) {
                flagAndKey(server);
                server.close();
                run(
                        new DatabaseAddress(database.url(), "postgres", "postgres"),
                        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                                + " installed_by, execution_time, success)"
                                + " VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'later', 1, true)");
                server.start();
                admin(server).get("/api/v1/projects/own/flags/shared").then().statusCode(200);
            }
        }
    }

    private static final Path MANUAL = Path.of("..", "docs", "how-to", "verify-the-audit.md");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
    private static final String SECRET = "known to this test";

    /** With the statements of the manual, word for word. */
    @Test
    void aServerThatOwnsNothingServesOverTls(@TempDir Path directory) throws Exception {
        Certificate certificate = Certificate.in(directory.resolve("tls"));
        Path home = Files.createDirectories(directory.resolve("home"));
        List<String> manual = SQL.matcher(Files.readString(MANUAL))
                .results()
                .map(block -> block.group(1).replace("…", SECRET))
                .toList();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.certificate().toString())
                .setServerConfig("ssl_key_file", certificate.key().toString())
                .start()) {
            String at = "postgresql://localhost:" + postgres.getPort() + "/";
            run(new DatabaseAddress(at + "postgres", "postgres", "postgres"), manual.get(0));
            DatabaseAddress owner = new DatabaseAddress(at + "firstlight", "firstlight_owner", SECRET);
            run(owner, manual.get(1));
            migrate(home, settings(owner, certificate));
            run(owner, manual.get(2));
            DatabaseAddress server = new DatabaseAddress(at + "firstlight", "firstlight", SECRET);
            Map<String, String> settings = settings(server, certificate);
            settings.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
            try (RunningServer running = RunningServer.start(home, settings)) {
                flagAndKey(running);
                admin(running).get("/api/v1/projects/own/audit/verify").then().statusCode(200);
                assertThat(encrypted(postgres)).hasSizeGreaterThanOrEqualTo(3).containsOnly("t");
            }
            for (String statement : List.of(
                    "UPDATE audit SET actor = 'somebody else'",
                    "DELETE FROM audit",
                    "TRUNCATE audit",
                    "ALTER TABLE audit DISABLE TRIGGER ALL",
                    "CREATE TABLE own (id int)",
                    "DROP TABLE flag")) {
                assertThatThrownBy(() -> run(server, statement))
                        .as(statement)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    @Test
    void aPasswordThatChangesNeedsNoNewStart(@TempDir Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path data = directory.resolve("postgres");
        Path password = Files.writeString(directory.resolve("password"), "first\n");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setDataDirectory(data).start()) {
            String at = "postgresql://localhost:" + postgres.getPort() + "/";
            DatabaseAddress owner = new DatabaseAddress(at + "postgres", "postgres", "postgres");
            run(owner, "CREATE ROLE changing LOGIN PASSWORD 'first'; CREATE DATABASE own OWNER changing");
            Files.writeString(data.resolve("pg_hba.conf"), """
                    host all postgres all trust
                    host all all all scram-sha-256
                    """);
            run(owner, "SELECT pg_reload_conf()");
            Map<String, String> settings = Map.of(
                    "FIRSTLIGHT_DATABASE_URL",
                    at + "own",
                    "FIRSTLIGHT_DATABASE_USERNAME",
                    "changing",
                    "FIRSTLIGHT_DATABASE_PASSWORD_FILE",
                    password.toString());
            try (RunningServer running = RunningServer.start(home, settings)) {
                String key = flagAndKey(running);
                run(owner, "ALTER ROLE changing PASSWORD 'second'");
                Files.writeString(password, "second\n");
                run(owner, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'changing'");
                try (JavaWatch watch = JavaWatch.start(running.url(), key, "shared")) {
                    Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> admin(running)
                            .header("If-Match", "\"1\"")
                            .body(Map.of("enabled", true, "default", Map.of("variant", "on")))
                            .patch("/api/v1/projects/own/flags/shared/environments/production")
                            .then()
                            .statusCode(200));
                    Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(watch.seen())
                            .endsWith("value true"));
                }
                Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> given().baseUri(running.url())
                        .get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'hints' }.data.heard", equalTo(true)));
            }
        }
    }

    private static Map<String, String> settings(DatabaseAddress as, Certificate certificate) {
        return new HashMap<>(Map.of(
                "FIRSTLIGHT_DATABASE_URL",
                as.url(),
                "FIRSTLIGHT_DATABASE_USERNAME",
                as.username(),
                "FIRSTLIGHT_DATABASE_PASSWORD",
                as.password(),
                "FIRSTLIGHT_DATABASE_CA",
                certificate.certificate().toString()));
    }

    private static void migrate(Path home, Map<String, String> settings) throws IOException, InterruptedException {
        PackagedCommand.Ended migrated = PackagedCommand.run(home, settings, "migrate");
        assertThat(migrated.code()).as(migrated.printed()).isZero();
    }

    private static void run(DatabaseAddress database, String statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements.split(";\\s*")) {
                statement.execute(one);
            }
        }
    }

    /** Of each connection of the server's. */
    private static List<String> encrypted(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT array_agg(ssl) FROM pg_stat_ssl JOIN pg_stat_activity"
                        + " USING (pid) WHERE usename = 'firstlight'")) {
            rows.next();
            return List.of(rows.getString(1).replaceAll("[{}]", "").split(","));
        }
    }

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private static String flagAndKey(RunningServer server) {
        admin(server)
                .body(Map.of("key", "own", "name", "Own"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin(server)
                .body(Map.of("key", "shared", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post("/api/v1/projects/own/flags")
                .then()
                .statusCode(201);
        return admin(server)
                .body(Map.of("name", "watch", "kind", "server"))
                .post("/api/v1/projects/own/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
