package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.RunningServer;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The SDK's example applications beside the packaged server, each in a process of its own: a flag flips live, and a release
 * whose requests fail is taken back, though nothing in the applications reports anything.
 */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("../sdk-java/examples").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String FLAG = "new-checkout";

    enum Example {
        QUARKUS("QUARKUS_HTTP_PORT", EXAMPLES.resolve("quarkus/target/quarkus-app/quarkus-run.jar")) {
            @Override
            List<String> arguments() {
                return List.of("-jar", built.toString());
            }
        },
        SPRING("SERVER_PORT", EXAMPLES.resolve("spring/target/lib")) {
            @Override
            List<String> arguments() {
                String classes = built.resolveSibling("classes").toString();
                return List.of(
                        "-cp", classes + File.pathSeparator + built + "/*", "dev.firstlight.example.spring.Shop");
            }
        };

        private final String portSetting;
        final Path built;

        Example(String portSetting, Path built) {
            this.portSetting = portSetting;
            this.built = built;
        }

        abstract List<String> arguments();
    }

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.start(directory);
        RestAssured.baseURI = server.url();
        RestAssured.port = RestAssured.UNDEFINED_PORT;
    }

    @AfterAll
    static void stop() {
        server.close();
        RestAssured.reset();
    }

    @ParameterizedTest
    @EnumSource
    void flipsAFlagLiveAndReportsAFailingRelease(Example example) throws Exception {
        assumeTrue(Files.exists(example.built), () -> example.built + " is not there: build the examples first");
        String project = Api.project();
        Api.admin()
                .body(Map.of("name", "failed requests", "kind", "binary", "worse", "higher"))
                .put("/api/v1/projects/" + project + "/metrics/request.error");
        FlagApi.create(project, FLAG);
        FlagApi.patch(project, FLAG, Map.of("enabled", true));
        int port = freePort();
        String shop = "http://127.0.0.1:" + port;
        Process application = application(example, port, Api.sdkKey(project, "server"));
        try {
            await("it answers", () -> status(shop, "alice") == 200);
            FlagApi.patch(project, FLAG, Map.of("default", Map.of("variant", "on")));
            await("the flag has flipped", () -> status(shop, "alice") == 500);
            FlagApi.patch(project, FLAG, Map.of("default", Map.of("variant", "off")));
            await("the flag has flipped back", () -> status(shop, "alice") == 200);

            JsonPath release = release(project);
            Set<String> failed = new HashSet<>();
            for (int i = 0; i < 2_000 && release.getString("state").equals("RUNNING"); i++) {
                String user = "user-" + i % 200;
                if (status(shop, user) == 500) {
                    failed.add(user);
                }
                if (i % 100 == 99) {
                    release = release(project, release.getString("id"));
                    Thread.sleep(500);
                }
            }
            assertThat(release.getString("state")).as(release.prettify()).isEqualTo("ROLLED_BACK");
            assertThat(release.getInt("guards[0].treatment.events")).isPositive();
            assertThat(failed).isNotEmpty();
            for (String user : failed) {
                await(user + " has the old checkout", () -> status(shop, user) == 200);
            }
        } finally {
            application.destroy();
            assertThat(application.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process application(Example example, int port, String key) throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.addAll(example.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "FIRSTLIGHT_URL",
                        server.url(),
                        "FIRSTLIGHT_SDK_KEY",
                        key,
                        "CHECKOUT_BROKEN",
                        "true",
                        example.portSetting,
                        Integer.toString(port)));
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(example + ".log").toFile())
                .start();
    }

    private static int status(String shop, String user) {
        try {
            return given().baseUri(shop)
                    .queryParam("user", user)
                    .get("/checkout")
                    .statusCode();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) { // REST Assured throws what it does not declare, while nobody listens yet
            return 0;
        }
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> isSo) {
        Awaitility.await(what)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(100))
                .until(isSo);
    }

    private static JsonPath release(String project) {
        return Api.admin()
                .body("""
                    {"environment": "production", "flag": "new-checkout", "treatment": "on", "name": "checkout", "start": true,
                     "plan": {"stages": [{"name": "nz", "regions": ["nz"], "percent": 50, "bake": "PT5M", "receipts": 99}],
                              "guards": [{"metric": "request.error", "margin": 0.5}]}}\
                    """)
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static JsonPath release(String project, String id) {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/releases/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
