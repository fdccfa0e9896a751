package dev.firstlight.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The image that the profile image makes: what it says of itself, and that what is in it runs as a cluster runs it. Started
 * by that profile only, as root, who may mount.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageCheck {

    private static final Path TAR = Path.of(System.getProperty("image.tar", "target/firstlight-image.tar"));
    private static final Path PAGE = Path.of("..", "docs", "reference", "containers.md");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private Path scratch;
    private Path root;
    private Image image;

    @BeforeAll
    void unpack() throws Exception {
        scratch = Files.createTempDirectory("firstlight-image");
        // The user of the image has to reach it.
        Runtime.getRuntime()
                .exec(new String[] {"chmod", "755", scratch.toString()})
                .waitFor();
        image = Image.read(TAR, scratch.resolve("tar"));
        root = image.unpack(scratch.resolve("root"));
    }

    @AfterAll
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void itSaysWhatItIsAndIsNobodysRoot() {
        assertThat(image.config().at("/config/User").asText()).isEqualTo("65532:65532");
        assertThat(image.config().at("/config/WorkingDir").asText()).isEqualTo("/app");
        assertThat(image.config().at("/config/ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(image.config().at("/config/ExposedPorts")).hasSize(1);
        assertThat(image.config().path("os").asText()).isEqualTo("linux");
        assertThat(image.config()
                        .at("/config/Labels/org.opencontainers.image.title")
                        .asText())
                .isEqualTo("Firstlight");
        assertThat(image.entrypoint())
                .containsExactly("/opt/java/bin/java", "@/opt/java.options", "-jar", "/app/quarkus-run.jar");
    }

    /** No shell, nothing that may become somebody else, and what is the server's once. */
    @Test
    void thereIsNothingInItThatNobodyNeeds() throws IOException {
        assertThat(root.resolve("bin/sh")).doesNotExist();
        assertThat(root.resolve("from-maven")).doesNotExist();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file -> isSetUid(file))
                    .filteredOn(file -> file.getFileName().toString().startsWith("io.vertx.vertx-core"))
                    .hasSize(1);
        }
    }

    private static boolean isSetUid(Path file) {
        try {
            return ((int) Files.getAttribute(file, "unix:mode") & 06000) != 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void itMovesTheTablesServesAndEndsInTime() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(scratch.resolve("database"))) {
            Process migrate = run(database, Map.of(), "migrate");
            assertThat(migrate.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(migrate.exitValue()).as(log()).isZero();
            assertThat(log()).contains("the database is at version");

            int port = freePort();
            Instant began = Instant.now();
            Process server = run(
                    database,
                    Map.of(
                            "QUARKUS_HTTP_PORT",
                            Integer.toString(port),
                            "QUARKUS_MANAGEMENT_PORT",
                            Integer.toString(freePort()),
                            "QUARKUS_FLYWAY_MIGRATE_AT_START",
                            "false",
                            "FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN",
                            Api.ADMIN));
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> {
                            assertThat(server.isAlive()).as(log()).isTrue();
                            return ask(port, "/q/health/ready") == 200;
                        });
                Duration start = Duration.between(began, Instant.now());
                assertConfined(server.pid());
                assertThat(ask(port, "/")).isEqualTo(200);
                assertThat(ask(port, "/api/v1/projects")).isEqualTo(200);
                long memory = memory(server.pid());

                Instant told = Instant.now();
                server.destroy();
                assertThat(server.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(server.exitValue()).isEqualTo(143);
                say(start, Duration.between(told, Instant.now()), memory);
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private Process run(EmbeddedDatabase database, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "src/test/image/contain.sh",
                root.toString(),
                image.config().at("/config/WorkingDir").asText()));
        command.addAll(image.entrypoint());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("FIRSTLIGHT_DATABASE_URL", database.url());
        builder.environment().put("FIRSTLIGHT_DATABASE_USERNAME", "postgres");
        builder.environment().put("FIRSTLIGHT_DATABASE_PASSWORD", "postgres");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true)
                .redirectOutput(scratch.resolve("log").toFile())
                .start();
    }

    private String log() throws IOException {
        return Files.readString(scratch.resolve("log"));
    }

    private static int ask(int port, String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .header("Authorization", "Bearer " + Api.ADMIN)
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** What the kernel says of the process. */
    private static void assertConfined(long pid) throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + pid + "/status")))
                .containsPattern("Uid:\\s+65532\\s+65532\\s+65532\\s+65532")
                .containsPattern("CapEff:\\s+0000000000000000")
                .containsPattern("NoNewPrivs:\\s+1");
        assertThat(Files.readAllLines(Path.of("/proc/" + pid + "/mounts")))
                .filteredOn(line -> line.split(" ")[1].equals("/"))
                .isNotEmpty()
                .allMatch(line -> line.split(" ")[3].startsWith("ro"));
    }

    private static long memory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Writes what was measured into the page, between its marks. */
    private void say(Duration start, Duration stop, long memory) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- measured -->\n";
        String end = "<!-- /measured -->";
        String table = String.format(
                Locale.ROOT,
                """
                | | |
                |---|---|
                | Java in it | %s |
                | layers | %d, %d MB compressed |
                | from its start until it is ready, tables in place | %.1f s |
                | memory then | %d MB |
                | from SIGTERM to its end | %.1f s |
                """,
                Runtime.version().feature(),
                image.layers().size(),
                image.bytes() / 1_000_000,
                start.toMillis() / 1000.0,
                memory,
                stop.toMillis() / 1000.0);
        Files.writeString(
                PAGE,
                page.substring(0, page.indexOf(begin) + begin.length()) + table + page.substring(page.indexOf(end)));
    }
}
