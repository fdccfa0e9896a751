package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sees who starts a server with settings that are wrong, in files, or about its log. */
@NullUnmarked // set up before all
class StartIT {

    private static final String JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath().toString();

    @TempDir
    static Path directory;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedDatabase.start(directory.resolve("postgres"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "FIRSTLIGHT_DATABASE_URL", database.url(),
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FIRSTLIGHT_DELIVERY_MOST_STREAMS           | many            | many",
                "FIRSTLIGHT_DELIVERY_STALLED_AFTER          | soon            | soon",
                "FIRSTLIGHT_SERVER_ROLES                    | api,postman     | postman",
                "FIRSTLIGHT_SERVER_ROLES                    | api,relay       | nothing else",
                "FIRSTLIGHT_DATABASE_URL                    | mysql://db/x    | postgresql://",
                "FIRSTLIGHT_DATABASE_PASSWORD_FILE          | /nowhere/at-all | /nowhere/at-all",
                "FIRSTLIGHT_DATABASE_CA                     | /nowhere/ca     | /nowhere/ca",
                "FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN          | short           | 32",
                "FIRSTLIGHT_SECRETS_KEY                     | abc             | 32 random bytes",
                "FIRSTLIGHT_SECRETS_KEY_FILE                | /nowhere/key    | /nowhere/key",
                "FIRSTLIGHT_REDIS_URL                       | memcached://r   | redis://",
                "FIRSTLIGHT_METRIC_PROMETHEUS_URL           | not an address  | not an address",
                "FIRSTLIGHT_METRIC_PROMETHEUS_EVERY         | often           | often",
                "FIRSTLIGHT_OIDC_ISSUER                     | http//broken    | https",
                "FIRSTLIGHT_AUDIT_ANCHOR_EVERY              | often           | often",
                "FIRSTLIGHT_RELAY_ANSWER_WITHIN             | never           | never",
                "QUARKUS_HTTP_PORT                          | eighty          | eighty",
                "QUARKUS_MANAGEMENT_PORT                    | nine            | nine",
            })
    void aWrongSettingIsOneLineThatNamesIt(String name, String value, String says, @TempDir Path home)
            throws IOException, InterruptedException {
        Map<String, String> settings = settings();
        settings.put(name, value);
        if (name.startsWith("FIRSTLIGHT_OIDC")) {
            settings.put("FIRSTLIGHT_OIDC_CLIENT_ID", "console");
        }
        if (name.startsWith("FIRSTLIGHT_RELAY")) {
            settings.putAll(Map.of(
                    "FIRSTLIGHT_SERVER_ROLES", "relay",
                    "FIRSTLIGHT_RELAY_UPSTREAM", "http://127.0.0.1:1",
                    "FIRSTLIGHT_RELAY_KEYS", "fls_x"));
        }
        Process process = run(home, settings, home.resolve("said"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> said = Files.readAllLines(home.resolve("said"));
        assertThat(process.exitValue()).as("%s", said).isEqualTo(1);
        assertThat(said).as("%s", said).hasSize(1);
        assertThat(said.get(0)).startsWith("firstlight: ").contains(name).contains(says);
    }

    @Test
    void aDatabaseThatIsAwayIsNamed(@TempDir Path home) throws IOException, InterruptedException {
        Process process =
                run(home, Map.of("FIRSTLIGHT_DATABASE_URL", "postgresql://127.0.0.1:1/none"), home.resolve("said"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(home.resolve("said")))
                .contains(
                        "firstlight: it did not start: the database that FIRSTLIGHT_DATABASE_URL names does not answer:");
    }

    private static Process run(Path home, Map<String, String> settings, Path said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR);
        builder.environment().putAll(Map.of("QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", "0"));
        builder.environment().putAll(settings);
        return builder.directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    @Test
    void settingsMayBeFilesAndTheLogLinesOfJson(@TempDir Path home) throws IOException {
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        for (Map.Entry<String, String> setting : settings().entrySet()) {
            Files.writeString(secrets.resolve(setting.getKey()), setting.getValue() + "\n");
        }
        Map<String, String> settings =
                Map.of("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", secrets.toString(), "FIRSTLIGHT_LOG_JSON", "true");
        try (RunningServer server = RunningServer.start(home, settings)) {
            assertThat(home.resolve("data")).as("a database of its own").doesNotExist();
            List<JsonNode> lines =
                    Files.readAllLines(server.log()).stream().map(StartIT::json).toList();
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(line.path("message").asText()).isNotEmpty();
                assertThat(line.path("level").asText()).isNotEmpty();
                assertThat(line.path("timestamp").asText()).isNotEmpty();
            });
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
