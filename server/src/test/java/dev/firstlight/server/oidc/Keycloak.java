package dev.firstlight.server.oidc;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real Keycloak, as its makers ship it, in a process of its own, with a realm that is imported at the start. */
final class Keycloak implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final String ADMIN = "keeper";
    private static final String PASSWORD = "keeper of the keys";

    private final Path home;
    private final int port;
    private Process process;

    private Keycloak(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String issuer(int port) {
        return "http://localhost:" + port + "/realms/company";
    }

    /**
     * Starts it, which takes half a minute.
     *
     * @param home where it was unpacked
     * @param callback where it may send browsers back
     */
    static Keycloak start(Path home, int port, String callback) throws IOException {
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("realm.json");
        Files.writeString(
                realm,
                Files.readString(Path.of("src", "test", "resources", "oidc", "realm.json"))
                        .replace("{callback}", callback));
        Keycloak keycloak = new Keycloak(home, port, run(home, port));
        keycloak.awaitReady();
        return keycloak;
    }

    private static Process run(Path home, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD,
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms64m -Xmx512m",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("keycloak.log").toFile()))
                .start();
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(500))
                .until(this::isReady);
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak ended; see " + home.resolve("keycloak.log"));
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(issuer(port) + "/.well-known/openid-configuration"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The realm signs with a new key from now on, as its administrator would have it, and shows both. */
    void rotate() {
        RestAssured.given()
                .auth()
                .oauth2(adminToken())
                .contentType("application/json")
                .body(Map.of(
                        "name", "newer",
                        "providerId", "rsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "config",
                                Map.of(
                                        "priority", List.of("1000"),
                                        "enabled", List.of("true"),
                                        "active", List.of("true"),
                                        "keySize", List.of("2048"),
                                        "algorithm", List.of("RS256"))))
                .post("http://localhost:" + port + "/admin/realms/company/components")
                .then()
                .statusCode(201);
    }

    private String adminToken() {
        return RestAssured.given()
                .formParams(Map.of(
                        "grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", PASSWORD))
                .post("http://localhost:" + port + "/realms/master/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** Stops it; what it knows is kept. */
    void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    /** Starts it again. */
    void startAgain() throws IOException {
        process = run(home, port);
        awaitReady();
    }

    @Override
    public void close() {
        stop();
    }
}
