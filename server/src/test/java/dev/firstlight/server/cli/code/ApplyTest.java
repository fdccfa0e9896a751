package dev.firstlight.server.cli.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan says and apply does: to what is owned, in an order that holds, and to nothing that somebody else changed. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ApplyTest {

    private static final String FLAG = """
            firstlight: 1
            flags:
              checkout:
                type: boolean
                variants: {on: true, off: false}
            environments:
              production:
                flags:
                  checkout:
                    enabled: true
                    offVariant: off
                    default: {split: {ranges: [{to: 10000, variant: on}, {to: 100000, variant: off}]}}
            """;

    @TempDir
    Path directory;

    private String project;
    private Shell shell;

    @BeforeEach
    void newProject() {
        project = Api.project();
        shell = Shell.admin(project);
    }

    private String code(String text) {
        try {
            return Files.writeString(directory.resolve("code.yaml"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shell.Ended plan(String text, String... more) {
        return shell.run(arguments("plan", text, more));
    }

    private Shell.Ended apply(String text, String... more) {
        Shell.Ended ended = shell.run(arguments("apply", text, more));
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended;
    }

    @Test
    void testsAreCodeTooAndAreAskedBeforeAnythingIsSent() {
        // With this salt zoe is not among the ten in a hundred.
        String tested = FLAG.replace("type: boolean", "type: boolean\n    salt: k3v9q2m7") + """
                    tests:
                      - {name: nobody, context: {targetingKey: zoe}, expect: {variant: TESTED}}
            """;
        assertThat(plan(tested.replace("TESTED", "on")).code()).isEqualTo(2);
        assertThat(plan(tested.replace("TESTED", "on")).err())
                .contains("/environments/production/flags/checkout/tests/0", "The test \"nobody\" expects on and gets");
        assertThat(apply(tested.replace("TESTED", "off")).out()).contains("tests: ");
        Api.admin()
                .get(FlagApi.path(project, "checkout"))
                .then()
                .body("tests[0].name", org.hamcrest.Matchers.equalTo("nobody"));
        assertThat(apply(tested.replace("TESTED", "off")).out()).contains("Nothing to do");
        // Both at once, though each would break the other.
        apply(tested.replace("TESTED", "on")
                .replace("{split: {ranges: [{to: 10000, variant: on}, {to: 100000, variant: off}]}}", "{variant: on}"));
        apply(FLAG);
        Api.admin().get(FlagApi.path(project, "checkout")).then().body("tests", org.hamcrest.Matchers.nullValue());
    }

    private String[] arguments(String command, String text, String... more) {
        String[] first = command.equals("apply")
                ? new String[] {command, "-f", code(text), "--yes"}
                : new String[] {command, "-f", code(text)};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private JsonPath targeting(String flag) {
        return Api.admin().get(FlagApi.path(project, flag)).jsonPath();
    }

    @Test
    void aPlanSaysWhatChangesAndApplyDoesIt() {
        Shell.Ended plan = plan(FLAG, "--detailed-exit");
        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.out())
                .contains(
                        "+ flag checkout",
                        "+ targeting production/checkout",
                        "default: on 10 %, off 90 %",
                        "2 to create, 0 to change, 0 to delete");
        assertThat(apply(FLAG, "--comment", "commit 1").out()).contains("Done.");
        assertThat(targeting("checkout").getBoolean("enabled")).isTrue();
        String more = FLAG.replace("to: 10000,", "to: 25000,").replace("type:", "name: Checkout\n    type:");
        assertThat(plan(more).out())
                .contains(
                        "~ flag checkout",
                        "name: \"checkout\" → \"Checkout\"",
                        "~ targeting production/checkout",
                        "default: on 10 %, off 90 % → on 25 %, off 75 %");
        assertThat(plan(more).code()).isZero();
        JsonPath json = JsonPath.from(plan(more, "--json").out());
        assertThat(json.getInt("summary.change")).isEqualTo(2);
        assertThat(json.getString("changes[1].fields[0].field")).isEqualTo("default");
        apply(more);
        assertThat(plan(more, "--detailed-exit").code()).isZero();
        assertThat(Api.admin().get("/api/v1/projects/" + project + "/audit").asString())
                .contains("commit 1");
    }

    @Test
    void whatTheCodeDoesNotOwnStaysWithTheConsole() {
        String code = FLAG.replace("firstlight: 1", "firstlight: 1\nown: [enabled, variants, rules]");
        apply(code);
        FlagApi.patch(project, "checkout", Map.of("default", Map.of("variant", "on")));
        assertThat(plan(code, "--detailed-exit").code()).isZero();
        FlagApi.patch(project, "checkout", Map.of("enabled", false));
        Shell.Ended drift = plan(code, "--detailed-exit");
        assertThat(drift.code()).isEqualTo(1);
        assertThat(drift.out()).contains("enabled: off → on").doesNotContain("default");
        apply(code);
        assertThat(targeting("checkout").getBoolean("enabled")).isTrue();
        assertThat(targeting("checkout").getString("default.variant")).isEqualTo("on");
        // Without it in the files, too.
        String without = code.replaceAll("(?m)^ +default:.*\\n", "").replaceAll("(?m)^ +offVariant:.*\\n", "");
        assertThat(plan(without, "--detailed-exit").code()).isZero();
    }

    @Test
    void nothingIsRemovedWithoutPrune() {
        apply(FLAG);
        FlagApi.create(project, "old");
        FlagApi.create(project, "older");
        FlagApi.patch(
                project, "old", Map.of("prerequisites", List.of(Map.of("flag", "older", "variants", List.of("on")))));
        String segments = "/api/v1/projects/" + project + "/environments/production/segments/";
        Api.admin().body("{\"included\": [\"a\"]}").put(segments + "a").then().statusCode(200);
        Api.admin()
                .body("{\"when\": {\"segment\": \"a\"}}")
                .put(segments + "b")
                .then()
                .statusCode(200);
        assertThat(plan(FLAG, "--detailed-exit").code()).isZero();
        assertThat(plan(FLAG, "--prune").out())
                .containsSubsequence(
                        "- flag old\n", "- flag older\n", "- segment production/b\n", "- segment production/a\n")
                .contains("4 to delete");
        apply(FLAG, "--prune");
        assertThat(shell.run("flags", "list").out().lines()).hasSize(1);
        assertThat(plan(FLAG, "--prune", "--detailed-exit").code()).isZero();
    }

    @Test
    void referencesTurnRoundAndVariantsGoWithoutABrokenStepBetween() {
        String two = """
                firstlight: 1
                flags:
                  a: {type: string, variants: {x: X, y: Y}}
                  b: {type: string, variants: {x: X, y: Y}}
                environments:
                  production:
                    segments:
                      s: {when: {segment: t}}
                      t: {included: [u]}
                    flags:
                      a: {enabled: true, offVariant: y, default: {variant: x}, prerequisites: [{flag: b, variants: [x]}]}
                      b: {enabled: true, offVariant: y, default: {variant: x}}
                """;
        apply(two);
        String round = two.replace("s: {when: {segment: t}}", "s: {included: [u]}")
                .replace("t: {included: [u]}", "t: {when: {segment: s}}")
                .replace(", prerequisites: [{flag: b, variants: [x]}]", "")
                .replace(
                        "b: {enabled: true, offVariant: y, default: {variant: x}}",
                        "b: {enabled: true, offVariant: z, default: {variant: x},"
                                + " prerequisites: [{flag: a, variants: [x]}]}")
                .replace("b: {type: string, variants: {x: X, y: Y}}", "b: {type: string, variants: {x: X2, z: Z}}");
        apply(round);
        assertThat(plan(round, "--detailed-exit").code()).isZero();
        assertThat(Api.admin()
                        .get("/api/v1/projects/" + project + "/flags/b")
                        .jsonPath()
                        .<Map<String, Object>>get("variants"))
                .isEqualTo(Map.of("x", "X2", "z", "Z"));
    }

    @Test
    void whoeverWasQuickerWins() throws Exception {
        apply(FLAG);
        // Between the plan and the change: the file is a pipe that is read first, the server after it.
        String more = FLAG.replace("to: 10000,", "to: 25000,");
        Shell.Ended quick = new Interrupted(project, () -> FlagApi.patch(project, "checkout", Map.of("enabled", false)))
                .run("apply", "-f", code(more), "--yes");
        assertThat(quick.code()).as(quick.out()).isEqualTo(1);
        assertThat(quick.err()).contains("Somebody changed", "plan again", "Nothing was changed");
        assertThat(targeting("checkout").getBoolean("enabled")).isFalse();
        assertThat(targeting("checkout").getInt("default.split.ranges[0].to")).isEqualTo(10000);
    }

    @Test
    void whoMayNotIsToldSo() {
        assertThat(shell.with("FIRSTLIGHT_TOKEN", "nonsense")
                        .run("plan", "-f", code(FLAG))
                        .code())
                .isEqualTo(4);
    }

    @Test
    void withoutYesSomebodyHasToBeAsked() {
        Shell.Ended ended = shell.run("apply", "-f", code(FLAG));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--yes");
        assertThat(shell.run("flags", "list").out()).isEmpty();
    }
}
