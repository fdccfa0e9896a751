package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, run as its users run it: what it tells, what the API and the sites' logs say, and what it leaves behind. */
class DemoIT {

    private static final String RELEASES = "/api/v1/projects/comics/releases";
    private static final Path BUILD = Path.of("target").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void takesTheSecondReleaseBackAndLeavesNothing(@TempDir Path directory) throws Exception {
        Path printed = directory.resolve("demo.txt");
        Process demo = demo(printed, Map.of());
        try {
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> !demo.isAlive() || Files.readString(printed).contains("Ctrl-C ends everything."));
            String told = Files.readString(printed);
            assertThat(told).contains("The first release ended COMPLETED.", "The second release ended ROLLED_BACK.");
            assertThat(told).contains("beyond New Zealand: au 0, eu 0, us 0, eu-node 0");

            String console = find(told, "Console +(\\S+?)/?\n");
            Map<String, String> cookies = signedIn(console, find(told, "Sign in .*#link=(\\S+)"));
            String id = get(console, cookies, "").getString("items[0].id");
            JsonPath release = get(console, cookies, "/" + id);
            assertThat(release.getString("state")).isEqualTo("ROLLED_BACK");
            // What decided, as it was then: reports that were on their way still count in what is shown of the guard.
            assertThat(get(console, cookies, "/" + id + "/verdicts?limit=500").<Float>getList("items.evidence"))
                    .last()
                    .satisfies(evidence -> assertThat(evidence).isGreaterThanOrEqualTo(100));
            assertThat(release.getInt("guards[0].treatment.events")).isPositive();
            assertThat(told).contains(release.getString("sentence"));
            assertThat(release.getString("sentence")).startsWith("Rolled back panel-viewer-v2 in nz at ");
            assertThat(release.getString("regions.find { it.region == 'nz' }.status"))
                    .isEqualTo("rolledBack");
            assertThat(release.getList("regions.findAll { it.region != 'nz' }.status"))
                    .containsExactly("untouched", "untouched", "untouched");
            Path logs = Path.of(find(told, "logs are in (\\S+)"));
            Instant started = Instant.parse(release.getString("startedAt"));
            assertThat(treated(logs.resolve("visits-nz.log"), started)).isPositive();
            for (String site : List.of("au", "eu", "us", "eu-node")) {
                assertThat(treated(logs.resolve("visits-" + site + ".log"), started))
                        .as(site)
                        .isZero();
            }
        } finally {
            List<ProcessHandle> started = Stream.concat(Stream.of(demo.toHandle()), demo.descendants())
                    .toList();
            demo.destroy();
            assertThat(demo.waitFor(40, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> started.stream()
                    .noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void refusesToBeReachedFromElsewhere(@TempDir Path directory) throws Exception {
        Path printed = directory.resolve("demo.txt");
        Process demo = demo(printed, Map.of("QUARKUS_HTTP_HOST", "0.0.0.0"));
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(Files.readString(printed)).contains("this machine only", "0.0.0.0");
    }

    private static Process demo(Path printed, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                BUILD.resolve("quarkus-app/app") + "/*" + File.pathSeparator + BUILD.resolve("quarkus-app/lib/main")
                        + "/*",
                "dev.firstlight.server.demo.Demo",
                BUILD.toString(),
                BUILD.resolve("../..").normalize().toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private static Map<String, String> signedIn(String console, String link) {
        return given().baseUri(console)
                .contentType("application/json")
                .header("X-Firstlight", "1")
                .body(Map.of("link", link))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookies();
    }

    private static JsonPath get(String console, Map<String, String> cookies, String path) {
        return given().baseUri(console)
                .cookies(cookies)
                .get(RELEASES + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static long treated(Path log, Instant since) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.split(" "))
                .filter(words ->
                        words[3].equals("on") && !Instant.parse(words[0]).isBefore(since))
                .count();
    }
}
