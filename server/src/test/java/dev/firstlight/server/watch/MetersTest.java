package dev.firstlight.server.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What operators are told is there, and moves; and nobody who comes makes it more. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class MetersTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(firstlight_\\w+)` \\| (\\w+) \\|");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:firstlight|http_server|sql|jvm|process)_[a-z_]+\\b(?!\\s*\\()");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource
    URI server;

    private Scraped scrape() {
        return Scraped.from(metrics);
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("reference/meters.md"));
    }

    @Test
    void thePageListsWhatThereIsAndNothingElse() throws IOException {
        Set<String> said = new TreeSet<>();
        Matcher row = ROW.matcher(page());
        while (row.find()) {
            said.addAll(
                    row.group(2).equals("histogram")
                            ? Stream.of("_bucket", "_count", "_sum", "_max")
                                    .map(part -> row.group(1) + part)
                                    .toList()
                            : List.of(row.group(1)));
        }
        assertThat(said).hasSizeGreaterThan(20);
        assertThat(scrape().names().stream()
                        .filter(name -> name.startsWith("firstlight_"))
                        .toList())
                .containsExactlyElementsOf(said);
    }

    @Test
    void thePageListsTheValuesOfLabels() throws IOException {
        List<String> rows = page().lines().toList();
        for (String series : scrape().series()) {
            Matcher one =
                    Pattern.compile("(firstlight_\\w+)\\{(\\w+)=\"(\\w+)\".*").matcher(series);
            if (one.matches()
                    && !one.group(2).equals("le")
                    && !one.group(1).equals("firstlight_release_events_total")) {
                assertThat(rows).as(series).anySatisfy(row -> assertThat(row)
                        .contains("`" + one.group(1) + "`", "`" + one.group(2) + "`: ")
                        .containsPattern("\\b" + one.group(3) + "\\b"));
            }
        }
    }

    @Test
    void rulesAndDashboardAskForWhatThereIs() throws IOException {
        Api.admin().get("/api/v1/projects").then().statusCode(200);
        await().untilAsserted(() -> assertThat(scrape().names()).contains("http_server_requests_seconds_count"));
        Set<String> there = scrape().names();
        assertThat(Pattern.compile("`((?:http_server|sql|jvm|process)_\\w+)`")
                        .matcher(page())
                        .results()
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(there).as(name).anyMatch(one -> one.startsWith(name)));
        for (String file : List.of("firstlight.rules.yaml", "firstlight-dashboard.json")) {
            Set<String> asked = METRIC.matcher(
                            Files.readString(DOCS.resolve("prometheus").resolve(file)))
                    .results()
                    .map(found -> found.group())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(asked).as(file).hasSizeGreaterThan(10);
            assertThat(there).as(file).containsAll(asked);
        }
    }

    @Test
    void whatHappensMovesThem() {
        Scraped before = scrape();
        String project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        given().contentType("application/json")
                .body(Map.of("email", "nobody@example.com", "password", "wrong wrong wrong"))
                .post("/api/v1/session")
                .then()
                .statusCode(401);
        String key = Api.sdkKey(project, "server");
        Map<String, Object> batch = Map.of("instance", "i1", "seq", 1, "sdk", Map.of("name", "t", "version", "1"));
        Api.with(key).body(batch).post("/sdk/v1/telemetry").then().statusCode(202);
        Api.with(key).body(Map.of("seq", 1)).post("/sdk/v1/telemetry").then().statusCode(422);
        Api.with("fl_nobody").body(batch).post("/sdk/v1/telemetry").then().statusCode(401);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Scraped after = scrape();
            assertMore(before, after, "firstlight_rulesets_published_total", 2);
            assertMore(before, after, "firstlight_publish_delay_seconds_count", 1);
            assertMore(before, after, "firstlight_audit_rows_total", 3);
            assertMore(before, after, "firstlight_sign_ins_refused_total{door=\"own\"}", 1);
            assertMore(before, after, "firstlight_telemetry_batches_total{outcome=\"accepted\"}", 1);
            assertMore(before, after, "firstlight_telemetry_batches_total{outcome=\"refused\"}", 2);
        });
        double delay = scrape().value("firstlight_publish_delay_seconds_max");
        assertThat(delay).isBetween(0.000_1, 30.0);
    }

    /** Edits of what flags do are written by a way of their own. */
    @Test
    void eachEditOfAFlagIsARowOfTheAudit() {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        Scraped before = scrape();
        for (int i = 0; i < 5; i++) {
            FlagApi.patch(project, "checkout", Map.of("enabled", i % 2 == 0));
        }
        assertMore(before, scrape(), "firstlight_audit_rows_total", 5);
    }

    private static void assertMore(Scraped before, Scraped after, String series, double by) {
        assertThat(after.value(series) - before.value(series)).as(series).isGreaterThanOrEqualTo(by);
    }

    @Test
    void thisNodeLooksAtReleasesAndHearsTheDatabase() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Scraped now = scrape();
            assertThat(now.value("firstlight_ticker_lease")).isEqualTo(1);
            assertThat(now.value("firstlight_ticker_age_seconds")).isBetween(0.0, 10.0);
            assertThat(now.value("firstlight_database_silence_seconds")).isBetween(0.0, 5.0);
            assertThat(now.value("firstlight_hints_heard")).isEqualTo(1);
            assertThat(now.value("firstlight_environments")).isGreaterThanOrEqualTo(0);
            assertThat(now.value("firstlight_releases{state=\"running\"}")).isGreaterThanOrEqualTo(0);
            assertThat(now.value("firstlight_source_age_seconds")).isGreaterThanOrEqualTo(0);
        });
    }

    @Test
    void anOpenStreamIsSeenUntilItIsOver() throws IOException {
        String project = Api.project();
        String key = Api.sdkKey(project, "server");
        double before = scrape().value("firstlight_streams_open{kind=\"sdk\"}");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, "GET /sdk/v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key + "\r\n\r\n");
            await().untilAsserted(() -> assertThat(scrape().value("firstlight_streams_open{kind=\"sdk\"}"))
                    .isEqualTo(before + 1));
        }
        await().untilAsserted(() -> assertThat(scrape().value("firstlight_streams_open{kind=\"sdk\"}"))
                .isEqualTo(before));
    }

    @Test
    void whoeverComesMakesNoSeriesOfTheirOwn() throws IOException {
        for (int round = 0; round < 2; round++) {
            strangers("first" + round);
        }
        Set<String> before = settled();
        for (int i = 0; i < 40; i++) {
            strangers("again" + i);
        }
        Set<String> after = settled();
        after.removeAll(before);
        assertThat(after).filteredOn(series -> !series.startsWith("jvm_")).isEmpty();
        assertThat(before).noneMatch(series -> series.contains("first0") || series.contains("nobody-"));
    }

    /** After what was asked has been counted. */
    private Set<String> settled() {
        Set<String>[] last = new Set[] {Set.of()};
        return await().pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            Set<String> now = scrape().series();
                            boolean same = now.equals(last[0]);
                            last[0] = now;
                            return same ? now : null;
                        },
                        Objects::nonNull);
    }

    /** Everything that has a name of the sender's choosing, known and unknown, let in and refused. */
    private void strangers(String name) throws IOException {
        String project = Api.project();
        FlagApi.create(project, "flag-" + name);
        FlagApi.patch(project, "flag-" + name, Map.of("enabled", true));
        Api.admin().get("/api/v1/projects/" + project + "/flags").then().statusCode(200);
        Api.admin().get("/api/v1/projects/nobody-" + name + "/flags").then().statusCode(404);
        given().get("/api/v1/projects/nobody-" + name + "/flags").then().statusCode(401);
        for (String path : List.of(
                "/api/v1/nothing/" + name,
                "/api/v1/" + name,
                "/sdk/v1/" + name,
                "/client/v1/" + name,
                "/ofrep/v1/" + name,
                "/q/" + name,
                "/scim/v2/" + name,
                "/assets/" + name + ".js",
                "/" + name + ".html",
                "/projects/" + name + "/flags/" + name,
                "/" + name)) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD")) {
                given().request(method, path);
                given().header("Origin", "https://evil.example")
                        .header("Sec-Fetch-Site", "cross-site")
                        .request(method, path);
            }
        }
        raw("GET /a%00" + name + " HTTP/1.1");
        raw("GET /a//../" + name + ";x HTTP/1.1");
        raw("M" + name.toUpperCase(Locale.ROOT) + " /" + name + " HTTP/1.1");
        // Gone before all of it was sent.
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, "POST /gone/" + name + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx");
        }
        String key = Api.sdkKey(project, "server");
        Api.with(key)
                .body(Map.of("instance", name, "seq", 1, "region", name, "sdk", Map.of("name", name, "version", name)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
    }

    private void raw(String line) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
