package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Listening;
import dev.firstlight.server.support.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was started with no settings but its ports gives nothing away, to nobody and on no other port. */
class FreshServerIT {

    /** What is there for anybody: whether it lives, and the page on which one signs in. */
    private static final List<String> PUBLIC =
            List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/", "/setup", "/login");

    /** What frameworks, and people who copy too much, leave lying about. */
    private static final List<String> NOTHING = List.of(
            "/q/dev",
            "/q/dev-ui",
            "/q/dev-ui/extensions",
            "/q/dev/",
            "/q/arc",
            "/q/arc/beans",
            "/q/metrics",
            "/q/info",
            "/q/logging-manager",
            "/q/scheduler",
            "/q/vertx",
            "/q/",
            "/q",
            "/metrics",
            "/actuator/env.json",
            "/.git/config",
            "/.env",
            "/.well-known/openid-configuration.json",
            "/application.properties",
            "/config/application.properties",
            "/META-INF/MANIFEST.MF",
            "/META-INF/resources/index.html",
            "/WEB-INF/web.xml",
            "/db/migration/V1__start.sql",
            "/data/postgres/pg_hba.conf",
            "/server.log",
            "/assets/index.js.map",
            "/index.html.bak",
            "/api/v1/",
            "/api/",
            "/sdk/",
            "/h2-console/index.php");

    /** What is there for those who signed in. */
    private static final List<String> CLOSED = List.of(
            "/q/openapi",
            "/q/openapi?format=json",
            "/q/swagger-ui",
            "/q/swagger-ui/",
            "/q/swagger-ui/index.html",
            "/api/v1/session",
            "/api/v1/sessions",
            "/api/v1/projects",
            "/api/v1/people",
            "/api/v1/tokens",
            "/api/v1/audit",
            "/sdk/v1/ruleset",
            "/sdk/v1/stream",
            "/ofrep/v1/events",
            "/openfeature/v0/manifest",
            "/mcp",
            "/mcp/sse");

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.start(
                directory,
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        "",
                        "QUARKUS_MANAGEMENT_HOST",
                        "",
                        "FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN",
                        ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The public port; what operators read and the database are for this machine alone. */
    @Test
    void onlyThePublicPortIsOpenToOthers() throws IOException {
        Set<Listening> all = Listening.of(server.process());
        assertThat(all)
                .filteredOn(Listening::everywhere)
                .extracting(Listening::port)
                .containsExactly(port());
        assertThat(all).filteredOn(one -> !one.everywhere()).as("management").hasSize(1);
        Matcher database =
                Pattern.compile("PostgreSQL on 127\\.0\\.0\\.1:(\\d+)").matcher(server.printed());
        assertThat(database.find()).isTrue();
        assertThat(Listening.at(Integer.parseInt(database.group(1))))
                .isNotEmpty()
                .noneMatch(Listening::everywhere);
    }

    @Test
    void nobodyIsToldMore() throws Exception {
        for (String path : PUBLIC) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/q/health/ready").body())
                .doesNotContain("jdbc:", "127.0.0.1", "password", "version", directory.toString());
        for (String path : CLOSED) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
        List<String> found = new ArrayList<>();
        for (String path : NOTHING) {
            HttpResponse<String> answer = get(path);
            // What is no file is the console's page, to which it does not matter where it is.
            boolean page = answer.statusCode() == 200 && answer.body().contains("<div id=\"root\">");
            if (answer.statusCode() != 404 && answer.statusCode() != 401 && !page) {
                found.add(path + ": " + answer.statusCode());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void directoriesAreNotListed() throws Exception {
        String page = get("/").body();
        Matcher script = Pattern.compile("src=\"(/[^\"]*/)([^/\"]+)\"").matcher(page);
        assertThat(script.find()).isTrue();
        assertThat(get(script.group(1)).body()).doesNotContain(script.group(2) + "</a>", "Index of");
        assertThat(get(script.group(1) + script.group(2) + ".map").statusCode()).isEqualTo(404);
    }

    /** Neither who serves nor what version of it. */
    @Test
    void noAnswerSaysWhatServesIt() throws Exception {
        for (String path : List.of("/", "/api/v1/projects", "/nothing.txt", "/q/health/ready", "/q/swagger-ui")) {
            assertThat(get(path).headers().map().keySet())
                    .as(path)
                    .doesNotContain("server", "x-powered-by", "x-runtime", "x-version");
        }
    }

    @Test
    void noMethodEchoesARequest() throws Exception {
        for (String method : List.of("TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG")) {
            try (Socket socket = new Socket("127.0.0.1", port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write((method + " /api/v1/projects HTTP/1.1\r\nHost: x\r\nX-Echo: canary\r\n"
                                        + "Connection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .lines()
                        .reduce("", (all, line) -> all + line + "\n");
                assertThat(answer).as(method).doesNotContain("canary").doesNotStartWith("HTTP/1.1 2");
            }
        }
    }

    /** The one way in is the link in the server's own log; there is no name and password that everybody knows. */
    @Test
    void nobodyCanSignIn() throws IOException {
        assertThat(server.printed()).contains("/setup#token=");
        for (String name : List.of("admin", "root", "firstlight", "admin@example.org")) {
            for (String password : List.of(name, "changeme")) {
                given().baseUri(server.url())
                        .contentType("application/json")
                        .header("X-Firstlight", "console")
                        .body(Map.of("email", name, "password", password))
                        .post("/api/v1/session")
                        .then()
                        .statusCode(401);
                given().baseUri(server.url())
                        .auth()
                        .preemptive()
                        .basic(name, password)
                        .get("/api/v1/projects")
                        .then()
                        .statusCode(401);
            }
        }
        given().baseUri(server.url())
                .contentType("application/json")
                .body(Map.of("token", "guess", "email", "a@b", "name", "A", "password", "correct horse battery"))
                .post("/api/v1/setup")
                .then()
                .statusCode(401);
    }

    private static int port() {
        return URI.create(server.url()).getPort();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Accept", "*/*")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
