package dev.firstlight.server.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CI runs ends as the release ended: each system's own step, to each exit code, against a running server. */
class CiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    @TempDir
    Path directory;

    private static RunningServer server;
    private static Shop shop;

    @BeforeAll
    static void begin() throws Exception {
        Tools.require("bash", "curl", "jq");
        server = RunningServer.start(data);
        shop = new Shop(server);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    /** The release that a step started, once it is there. */
    private static String started(String flag) {
        return await().atMost(PATIENCE)
                .until(() -> shop.releasesOf(flag), all -> !all.isEmpty())
                .get(0);
    }

    @ParameterizedTest
    @EnumSource(Pipeline.class)
    void zeroWhenItCompleted(Pipeline pipeline) throws Exception {
        String flag = shop.flag();
        try (Ran step = pipeline.run(directory, "release", shop.told(flag, Shop.AT_ONCE))) {
            assertThat(step.ends(0)).contains("COMPLETED: Completed " + flag);
        }
        assertThat(shop.releasesOf(flag)).hasSize(1);
        assertThat(shop.get("/flags/" + flag + "/environments/production").getString("default.variant"))
                .isEqualTo("on");
    }

    @ParameterizedTest
    @EnumSource(Pipeline.class)
    void oneWhenTheEvidenceTookItBack(Pipeline pipeline) throws Exception {
        String flag = shop.flag();
        try (Ran step = pipeline.run(directory, "release", shop.told(flag, Shop.LONG))) {
            String release = started(flag);
            shop.fares(release, 60);
            assertThat(step.ends(1))
                    .contains("ROLLED_BACK: Rolled back " + flag)
                    .contains("error rate 12.0 %");
        }
    }

    @Test
    void oneWhenAPersonTookItBackOrEndedIt() throws Exception {
        for (String button : List.of("rollback", "abort")) {
            String flag = shop.flag();
            try (Ran step = Pipeline.GITLAB.run(directory, "release", shop.told(flag, Shop.LONG))) {
                shop.admin()
                        .post(Shop.in("/releases/" + started(flag) + "/" + button))
                        .then()
                        .statusCode(200);
                step.ends(1);
            }
        }
        assertThat(Files.readString(directory.resolve("firstlight.env")))
                .contains("state=ROLLED_BACK", "state=ABORTED", "sentence=Rolled back");
    }

    @ParameterizedTest
    @EnumSource(Pipeline.class)
    void twoWhenItIsNotUnderstood(Pipeline pipeline) throws Exception {
        Map<String, String> without = shop.told("", Shop.AT_ONCE);
        try (Ran step = pipeline.run(directory, "release", without)) {
            assertThat(step.ends(2)).contains("set FIRSTLIGHT_FLAG");
        }
        try (Ran step = pipeline.run(directory, "release", shop.told("no-such-flag", Shop.AT_ONCE))) {
            assertThat(step.ends(2)).contains("the server refused (404)").contains("no-such-flag");
        }
        try (Ran step = pipeline.run(directory, "release", shop.told(shop.flag(), "{\"stages\": []}"))) {
            assertThat(step.ends(2)).contains("/plan/stages");
        }
    }

    @ParameterizedTest
    @EnumSource(Pipeline.class)
    void threeWhenItIsNotInTime(Pipeline pipeline) throws Exception {
        String flag = shop.flag();
        Map<String, String> hasty = shop.told(flag, Shop.LONG);
        hasty.put("FIRSTLIGHT_TIMEOUT", "3s");
        try (Ran step = pipeline.run(directory, "release", hasty)) {
            assertThat(step.ends(3)).contains("not in time");
        }
        assertThat(shop.get("/releases/" + started(flag)).getString("state")).isEqualTo("RUNNING");
        hasty.put("FIRSTLIGHT_SERVER", "http://127.0.0.1:9"); // nobody is there
        try (Ran step = pipeline.run(directory, "release", hasty)) {
            step.ends(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Pipeline.class)
    void fourWhenItIsNotAllowed(Pipeline pipeline) throws Exception {
        String flag = shop.flag();
        for (String token : List.of(shop.viewer(), "fla_nothing")) {
            Map<String, String> told = shop.told(flag, Shop.AT_ONCE);
            told.put("FIRSTLIGHT_TOKEN", token);
            try (Ran step = pipeline.run(directory, "release", told)) {
                step.ends(4);
            }
        }
        assertThat(shop.releasesOf(flag)).isEmpty();
    }

    @Test
    void aRestartIsSurvivedAndTheTokenIsNowhere() throws Exception {
        String flag = shop.flag();
        try (Ran step = Pipeline.JENKINS.run(directory, "release", shop.told(flag, Shop.LONG))) {
            String release = started(flag);
            await().atMost(PATIENCE)
                    .until(() -> step.commandLines().stream().anyMatch(line -> line.contains("/wait?")));
            assertThat(step.commandLines()).noneMatch(line -> line.contains(shop.releaser()));
            server.kill();
            await().atMost(PATIENCE).until(() -> step.printed().contains("again in"));
            assertThat(step.isRunning()).isTrue();
            server.start();
            shop.admin()
                    .post(Shop.in("/releases/" + release + "/promote"))
                    .then()
                    .statusCode(200);
            step.ends(0);
        }
    }

    /** A step that is sent again by its runner asks for the same release; one that was refused there is another. */
    @Test
    void theSameStepAgainIsTheSameRelease() throws Exception {
        String flag = shop.flag();
        Map<String, String> told = shop.told(flag, Shop.LONG);
        told.put("FIRSTLIGHT_IDEMPOTENCY_KEY", "deploy 77 of the shop");
        String first = script("start", told, 0).lines().toList().get(0);
        assertThat(script("start", told, 0)).startsWith(first);
        assertThat(shop.releasesOf(flag)).containsExactly(first);
        told.put("FIRSTLIGHT_IDEMPOTENCY_KEY", "deploy 78 of the shop");
        assertThat(script("start", told, 2))
                .contains("the server refused (409)")
                .contains(first);
    }

    @Test
    void checksAreReportedAndReleasesEnded() throws Exception {
        String flag = shop.flag();
        Map<String, String> told = shop.told(flag, """
                {"watch": "PT0S", "stages": [{"regions": "all", "percent": 50, "bake": "PT0S", "receipts": null,
                    "checks": ["smoke test"]}]}""");
        told.put("FIRSTLIGHT_RELEASE", script("start", told, 0).strip());
        told.put("FIRSTLIGHT_CHECK", "smoke test");
        told.put("FIRSTLIGHT_DESCRIPTION", "two of nine \"failed\"");
        for (String state : List.of("failure", "success")) {
            told.put("FIRSTLIGHT_STATE", state);
            assertThat(script("check", told, 0)).contains("check smoke test is " + state);
        }
        assertThat(script("wait", told, 0)).contains("COMPLETED");
        assertThat(script("abort", told, 2)).contains("(409)");
        told.put("FIRSTLIGHT_STATE", "green");
        assertThat(script("check", told, 2)).contains("/state");

        Map<String, String> other = shop.told(shop.flag(), Shop.LONG);
        other.put("FIRSTLIGHT_RELEASE", script("start", other, 0).strip());
        other.put("FIRSTLIGHT_COMMENT", "the pipeline was cancelled");
        assertThat(script("abort", other, 0)).contains("the pipeline was cancelled");
        assertThat(script("wait", other, 1)).contains("ABORTED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pipeline.class,
            names = {"GITHUB", "JENKINS"})
    void aReleaseFollowsADeployment(Pipeline pipeline) throws Exception {
        String flag = shop.flag();
        Map<String, String> told = shop.told(flag, Shop.AT_ONCE);
        told.put("FIRSTLIGHT_SERVICE", "checkout");
        told.put("FIRSTLIGHT_VERSION", flag);
        Map<String, String> deployed = new HashMap<>(told);
        deployed.put("FIRSTLIGHT_REGION", "nz, au");
        List.of("FLAG", "TREATMENT", "PLAN").forEach(name -> deployed.remove("FIRSTLIGHT_" + name));
        try (Ran release = pipeline.run(directory, "release", told)) {
            String id = started(flag);
            assertThat(shop.get("/releases/" + id).getString("sentence")).contains("when checkout " + flag + " is in");
            try (Ran step = pipeline.run(directory, "deployed", deployed)) {
                step.ends(0);
            }
            release.ends(0);
        }
        assertThat(shop.get("/environments/production/deployments?service=checkout")
                        .getList("items.version"))
                .filteredOn(flag::equals)
                .hasSize(2);
        deployed.put("FIRSTLIGHT_REGION", "atlantis");
        try (Ran step = pipeline.run(directory, "deployed", deployed)) {
            assertThat(step.ends(2)).contains("/region");
        }
    }

    @Test
    void whoDoesNotKnowHowIsTold() throws Exception {
        Map<String, String> told = shop.told("x", "y");
        assertThat(script("realease", told, 2)).contains("firstlight.sh COMMAND");
        told.put("FIRSTLIGHT_TIMEOUT", "soon");
        assertThat(script("wait", told, 2)).contains("a duration such as 30m");
        told.remove("FIRSTLIGHT_TIMEOUT");
        told.put("FIRSTLIGHT_TOKEN", "a\ntoken");
        assertThat(script("wait", told, 2)).contains("is no token");
        told.put("FIRSTLIGHT_TOKEN_FILE", "nowhere");
        assertThat(script("wait", told, 2)).contains("FIRSTLIGHT_TOKEN_FILE");
        Path file = Files.writeString(directory.resolve("token"), shop.releaser() + "\n");
        told.put("FIRSTLIGHT_TOKEN_FILE", file.toString());
        told.put("FIRSTLIGHT_RELEASE", "01KB0000000000000000000000");
        assertThat(script("wait", told, 2)).contains("(404)");
    }

    private String script(String command, Map<String, String> told, int code) throws Exception {
        try (Ran ran = Ran.script(directory, command, told)) {
            return ran.ends(code);
        }
    }
}
