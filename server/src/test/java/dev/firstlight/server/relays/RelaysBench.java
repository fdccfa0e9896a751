package dev.firstlight.server.relays;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import dev.firstlight.server.support.Sdks;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server at home and a relay in each of three regions that are networks of their own. One is cut off while a release goes
 * on, and while one is taken back: its applications serve on, and are current soon after it has healed. Linux, as root.
 */
@NullUnmarked // set up before each
class RelaysBench {

    private static final Duration CUT = Duration.ofSeconds(Long.getLong("relays.cut.seconds", 600));
    /** As long as it takes until a rollback that is not confirmed says so, and some. */
    private static final Duration SHORT_CUT = Duration.ofSeconds(45);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROJECT = "/api/v1/projects/far";
    private static final String PRODUCTION = PROJECT + "/environments/production";
    private static final int ALL = 3 * Outpost.APPLICATIONS;

    @TempDir
    Path directory;

    private RunningServer home;
    private final List<Outpost> outposts = new ArrayList<>();
    private Outpost nz;
    private Outpost eu;
    private Outpost us;
    private final RelaysPage page = new RelaysPage();

    @BeforeEach
    void start() throws Exception {
        Region.openHome();
        Path place = Files.createDirectories(directory.resolve("home"));
        home = RunningServer.start(
                place,
                Map.of("FIRSTLIGHT_DATABASE_DIRECTORY", place.resolve("data").toString()),
                "-Xmx512m",
                new RunningServer.Place(Region.HOME, List.of()));
        String key = fill();
        nz = open("nz", 1, key);
        eu = open("eu", 2, key);
        us = open("us", 3, key);
    }

    private Outpost open(String name, int number, String key) throws IOException, InterruptedException {
        Outpost outpost = Outpost.open(directory, Region.make(name, number), home.url(), key, "shop");
        outposts.add(outpost);
        return outpost;
    }

    @AfterEach
    void stop() throws Exception {
        for (Outpost outpost : outposts) {
            outpost.close();
        }
        home.close();
        Region.closeHome();
    }

    private RequestSpecification admin() {
        return given().baseUri(home.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private String fill() {
        admin().body(Map.of("key", "far", "name", "Far"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        for (String region : List.of("nz", "eu", "us")) {
            admin().body(Map.of("name", region, "countries", List.of()))
                    .put(PROJECT + "/regions/" + region)
                    .then()
                    .statusCode(200);
        }
        admin().body(Map.of("key", "shop", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post(PROJECT + "/flags")
                .then()
                .statusCode(201);
        admin().body(Map.of(
                        "instructions",
                        List.of(Map.of("kind", "turnOn"), Map.of("kind", "setDefault", "variant", "off"))))
                .post(PROJECT + "/flags/shop/environments/production/changes")
                .then()
                .statusCode(200);
        return admin().body(Map.of("name", "relays", "kind", "server"))
                .post(PRODUCTION + "/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private JsonPath get(String path) {
        return admin().get(path).then().statusCode(200).extract().jsonPath();
    }

    private long revision() {
        return get(PRODUCTION).getLong("revision");
    }

    private static Map<String, Object> stage(Object regions, String bake) {
        return Map.of("regions", regions, "percent", 100, "bake", bake);
    }

    private String release(String treatment, List<Map<String, Object>> stages) {
        return admin().body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "shop",
                        "treatment",
                        treatment,
                        "start",
                        true,
                        "plan",
                        Map.of("holdback", 0, "watch", "PT0S", "stages", stages)))
                .post(PROJECT + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private JsonPath look(String release) {
        return get(PROJECT + "/releases/" + release);
    }

    private void reportedBy(int instances) {
        await().atMost(LONG).until(() -> get(PRODUCTION + "/receipts").getInt("applied") == instances);
    }

    @Test
    void aRegionThatIsCutOffServesOnAndIsCurrentSoonAfter() throws Exception {
        for (Outpost outpost : outposts) {
            outpost.reach(revision(), LONG);
        }
        reportedBy(ALL);
        goesOnWithoutUs();
        isTakenBackWithoutUs();
        for (Outpost outpost : outposts) {
            assertThat(outpost.failures()).as(outpost.region().name()).isEmpty();
            assertThat(outpost.wentBack()).isZero();
        }
        page.row("evaluations without an answer, in %,d", 0, asked());
        page.row("positions that went back", 0);
        page.write(CUT);
    }

    private long asked() {
        return outposts.stream().mapToLong(Outpost::asked).sum();
    }

    private void goesOnWithoutUs() throws Exception {
        long start = System.nanoTime();
        String release = release(
                "on",
                List.of(stage(List.of("nz"), "PT20S"), stage(List.of("eu"), "PT30S"), stage(List.of("us"), "PT30S")));
        await().atMost(SOON).until(() -> look(release).getString("state"), "RUNNING"::equals);
        long first = revision();
        nz.reach(first, SOON);
        page.row("the first stage is asked for until nz serves it, ms", RelaysPage.millis(start));
        eu.reach(first, SOON);
        us.reach(first, SOON);
        serves("true", nz);
        serves("false", eu, us);

        us.region().cut();
        long cut = System.nanoTime();
        long before = us.asked();
        Timeline timeline = new Timeline(cut);
        Duration fresh = CUT.dividedBy(4);
        Duration killed = CUT.dividedBy(2);
        List<Sdks> added = new ArrayList<>();
        while (since(cut).compareTo(CUT) < 0) {
            timeline.note(look(release), get(PRODUCTION + "/receipts"));
            assertThat(us.revisions()).containsExactly(first);
            serves("false", us);
            if (added.isEmpty() && since(cut).compareTo(fresh) > 0) {
                added.add(startsFresh("in the cut", first));
            }
            if (added.size() == 1 && since(cut).compareTo(killed) > 0) {
                us.restartRelay();
                added.add(startsFresh("after its relay was killed in the cut", first));
            }
            Thread.sleep(500);
        }
        page.timeline(timeline);
        timeline.waitedForThemWhileTheyWereConnected(ALL, Outpost.APPLICATIONS);
        assertThat(look(release).getString("state")).isEqualTo("COMPLETED");
        serves("true", nz, eu);
        page.row("evaluations in us during the cut, all as before it", us.asked() - before);
        assertThat(us.failures()).isEmpty();

        long latest = revision();
        us.region().heal();
        long healed = System.nanoTime();
        us.reach(latest, SOON);
        page.row("the way is healed until all in us are current, ms", RelaysPage.millis(healed));
        serves("true", us);
        reportedBy(ALL + added.size());
        page.row("the way is healed until the server knows that they are, ms", RelaysPage.millis(healed));
    }

    private Sdks startsFresh(String when, long revision) throws IOException {
        long start = System.nanoTime();
        Sdks fresh = us.more(1);
        fresh.reach(1, revision, LONG);
        assertThat(fresh.values()).containsExactly("false");
        page.row(
                "an application that starts " + when + " has its ruleset, ms, its JVM's start with it",
                RelaysPage.millis(start));
        return fresh;
    }

    private void isTakenBackWithoutUs() throws Exception {
        String release = release("off", List.of(stage("all", "PT1H")));
        await().atMost(SOON).until(() -> look(release).getString("state"), "RUNNING"::equals);
        long harmful = revision();
        for (Outpost outpost : outposts) {
            outpost.reach(harmful, SOON);
        }
        serves("false", nz, eu, us);
        us.region().cutBothWays();
        long cut = System.nanoTime();
        admin().body(Map.of("comment", "it does harm"))
                .post(PROJECT + "/releases/" + release + "/rollback")
                .then()
                .statusCode(200);
        long back = revision();
        nz.reach(back, SOON);
        eu.reach(back, SOON);
        page.row(
                "a rollback during another cut is asked for until nz and eu serve the control, ms",
                RelaysPage.millis(cut));
        serves("true", nz, eu);
        await().atMost(SHORT_CUT).until(() -> look(release).getString("step"), "UNCONFIRMED"::equals);
        page.row("until the release says that not all confirm it, ms", RelaysPage.millis(cut));
        page.said(look(release).getString("sentence"));
        while (since(cut).compareTo(SHORT_CUT) < 0) {
            assertThat(us.revisions()).containsExactly(harmful);
            Thread.sleep(500);
        }
        us.region().heal();
        long healed = System.nanoTime();
        us.reach(back, SOON);
        page.row("the way is healed until us serves the control, ms", RelaysPage.millis(healed));
        serves("true", us);
        await().atMost(LONG).until(() -> look(release).getString("step") == null);
        page.row("the way is healed until the release knows it, ms", RelaysPage.millis(healed));
        Map<String, Object> end = new HashMap<>(look(release).getMap(""));
        assertThat(end).containsEntry("state", "ROLLED_BACK");
    }

    private static void serves(String value, Outpost... some) {
        for (Outpost outpost : some) {
            assertThat(outpost.values()).as(outpost.region().name()).containsExactly(value);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
