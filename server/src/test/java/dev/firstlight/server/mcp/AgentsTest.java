package dev.firstlight.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents do, and how they are told what came of it. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class AgentsTest {

    private static final Agent ADMIN = new Agent(Api.ADMIN);

    private static Map<String, Object> change(Desk desk, Map<String, ?> more) {
        Map<String, Object> asked = new HashMap<>(desk.call("change_flag"));
        asked.putAll(more);
        return asked;
    }

    @Test
    void aFlagIsMadeAndChangedAndItsValueExplained() {
        Desk desk = Desk.here();
        ADMIN.done("create_flag", desk.call("create_flag"));
        Agent.Came changed = ADMIN.call(
                "change_flag",
                change(
                        desk,
                        Map.of(
                                "flag",
                                "new-one",
                                "instructions",
                                List.of(
                                        Map.of("kind", "turnOn"),
                                        Map.of("kind", "addTarget", "variant", "on", "keys", List.of("ana"))))));
        assertThat(changed.failed()).as(changed.said()).isFalse();
        assertThat(changed.said()).contains("\"new-one\" in \"production\"", "revision ");
        Map<String, Object> asked = new HashMap<>(desk.call("explain_value"));
        asked.put("flag", "new-one");
        Agent.Came explained = ADMIN.call("explain_value", asked);
        assertThat(explained.said()).isEqualTo("This context gets \"on\" of \"new-one\": TARGETING_MATCH.");
        assertThat(explained.content().get("steps")).isNotEmpty();
        JsonNode rows = ADMIN.done(
                "search_audit", Map.of("project", desk.project, "subject", "production/new-one", "limit", 1));
        assertThat(rows.at("/items/0/comment").asText()).isEqualTo("by an agent");
        assertThat(rows.at("/items/0/actor").asText()).isEqualTo("token:bootstrap");
    }

    /** What is protected is only looked at, until somebody says so; and then it is protected all the same. */
    @Test
    void protectedEnvironmentsAreChangedOnlyOnPurposeAndByWhoMay() {
        Desk desk = Desk.here();
        String before = desk.mark();
        List<Map<String, String>> everybody =
                List.of(Map.of("kind", "turnOn"), Map.of("kind", "setDefault", "variant", "on"));
        Agent.Came dry =
                ADMIN.call("change_flag", change(desk, Map.of("environment", "protected", "instructions", everybody)));
        assertThat(dry.content().get("dryRun").asBoolean()).isTrue();
        assertThat(dry.said()).contains("dry run", "\"dryRun\": false", "\"protected\" is protected", "100.0 %");
        Map<String, Object> wet = change(desk, Map.of("environment", "protected", "dryRun", false));
        Agent.Came refused = new Agent(Api.token("editor")).call("change_flag", wet);
        assertThat(refused.content().get("status").asInt()).isEqualTo(403);
        assertThat(desk.mark()).isEqualTo(before);
        assertThat(new Agent(Api.token("releaser"))
                        .done("change_flag", wet)
                        .path("dryRun")
                        .asBoolean())
                .isFalse();
        assertThat(desk.mark()).isNotEqualTo(before);
    }

    @Test
    void whereApprovalsAreAskedForTheAnswerSaysHow() {
        Desk desk = Desk.here();
        Agent.Came dry = ADMIN.call("change_flag", change(desk, Map.of("environment", "guarded")));
        assertThat(dry.failed()).isFalse();
        assertThat(dry.said()).contains("dry run", "ask_for_approval");
        String before = desk.mark();
        Agent.Came refused = ADMIN.call("change_flag", change(desk, Map.of("environment", "guarded", "dryRun", false)));
        assertThat(refused.failed()).isTrue();
        assertThat(refused.said()).contains("403", "approval", "change-requests");
        assertThat(desk.mark()).isEqualTo(before);
        Agent.Came asked = ADMIN.call("ask_for_approval", desk.call("ask_for_approval"));
        assertThat(asked.said()).contains("waits for 1", "Nothing is changed");
        assertThat(asked.content().get("state").asText()).isEqualTo("OPEN");
        assertThat(asked.content().at("/difference").toString()).contains("shop");
    }

    @Test
    void aReleaseIsStartedHeldContinuedAndTakenBack() {
        Desk desk = Desk.here();
        JsonNode release = ADMIN.done("start_release", desk.call("start_release"));
        String id = release.get("id").asText();
        assertThat(release.get("state").asText()).isEqualTo("RUNNING");
        assertThat(act(desk, "stop_release", id, "pause")).isEqualTo("PAUSED");
        assertThat(act(desk, "continue_release", id, "resume")).isEqualTo("RUNNING");
        assertThat(act(desk, "stop_release", id, "rollback")).isEqualTo("ROLLED_BACK");
        Agent.Came seen = ADMIN.call("get_release", Map.of("project", desk.project, "release", id));
        assertThat(seen.said()).isEqualTo(seen.content().get("sentence").asText());
        Agent.Came skipped =
                ADMIN.call("continue_release", Map.of("project", desk.project, "release", id, "action", "promote"));
        assertThat(skipped.said()).contains("/action", "\"start\", \"resume\"");
    }

    private static String act(Desk desk, String tool, String release, String action) {
        return ADMIN.done(tool, Map.of("project", desk.project, "release", release, "action", action))
                .get("state")
                .asText();
    }

    /** Enough to mend the call: what is wrong where, and what to write instead. */
    @Test
    void errorsSayWhatToMend() {
        Desk desk = Desk.here();
        Agent.Came wrong = ADMIN.call(
                "change_flag",
                Map.of("project", desk.project, "flag", 7, "instruction", List.of(), "dryRun", "yes", "version", 0));
        assertThat(wrong.content().get("status").asInt()).isEqualTo(422);
        assertThat(wrong.said())
                .contains(
                        "/environment: This is needed: The environment's key",
                        "/flag: Write a text",
                        "/instructions: This is needed",
                        "/instruction: This tool has no argument \"instruction\"; it takes project, environment, flag,",
                        "/dryRun: Write true or false",
                        "/version: Write a whole number from 1 ");
        Agent.Came refused = ADMIN.call(
                "change_flag",
                change(desk, Map.of("instructions", List.of(Map.of("kind", "setDefault", "variant", "?")))));
        assertThat(refused.content().at("/errors/0/pointer").asText()).isEqualTo("/instructions");
        assertThat(refused.said()).contains("422", "/instructions: ");
        assertThat(ADMIN.call("get_flag", Map.of("project", desk.project, "flag", "nosuch"))
                        .said())
                .contains("404", "nosuch");
        assertThat(ADMIN.call("nosuch", Map.of()).failed()).isTrue();
    }

    @Test
    void nobodysEditIsLostAndNothingIsDoneTwice() {
        Desk desk = Desk.here();
        JsonNode flag = ADMIN.done("get_flag", desk.call("get_flag"));
        int version = flag.at("/environments/production/version").asInt();
        Map<String, Object> once = change(desk, Map.of("version", version, "idempotencyKey", "turn-" + desk.project));
        JsonNode first = ADMIN.done("change_flag", once);
        assertThat(ADMIN.done("change_flag", once)).isEqualTo(first);
        Agent.Came stale = ADMIN.call(
                "change_flag",
                change(desk, Map.of("version", version, "instructions", List.of(Map.of("kind", "turnOff")))));
        assertThat(stale.content().get("status").asInt()).isEqualTo(412);
    }

    /** Arguments are what they say and no way to somewhere else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../people",
                "..",
                ".",
                "shop/archive",
                "shop?force=true",
                "shop;x=1",
                "%2e%2e",
                "shop\\",
                "a b"
            })
    void anArgumentIsNoWayToAnotherAddress(String flag) {
        Desk desk = Desk.here();
        Agent.Came came = ADMIN.call("get_flag", Map.of("project", desk.project, "flag", flag));
        assertThat(came.failed()).isTrue();
        assertThat(came.content().get("status").asInt()).isIn(400, 404);
    }

    @Test
    void aRobotDoesWhatItsBudgetAllows() {
        Desk desk = Desk.here();
        ADMIN.done("change_flag", desk.call("change_flag"));
        Agent robot = new Agent(Api.admin()
                .body(Map.of("name", "a robot", "role", "editor", "budget", Map.of("share", 0.05, "regions", 1)))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token"));
        robot.done("change_flag", change(desk, Map.of("instructions", List.of(split(4_000)))));
        String before = desk.mark();
        Agent.Came tooMuch = robot.call("change_flag", change(desk, Map.of("instructions", List.of(split(20_000)))));
        assertThat(tooMuch.said()).contains("403", "This token may give 5.0 % of the units");
        assertThat(desk.mark()).isEqualTo(before);
    }

    private static Map<String, Object> split(int on) {
        return Map.of("kind", "setSplit", "regions", List.of("nz"), "weights", Map.of("on", on, "off", 100_000 - on));
    }

    @Test
    void pagesFollowEachOther() {
        Desk desk = Desk.here();
        Agent.Came first = ADMIN.call("list_flags", Map.of("project", desk.project, "limit", 3));
        assertThat(first.said()).isEqualTo("3 flags. There are more: send nextCursor as cursor.");
        Agent.Came second = ADMIN.call(
                "list_flags",
                Map.of(
                        "project",
                        desk.project,
                        "cursor",
                        first.content().get("nextCursor").asText()));
        assertThat(second.said()).isEqualTo("1 flag.");
        assertThat(ADMIN.call("list_stale_flags", Map.of("project", desk.project))
                        .said())
                .isEqualTo("No stale flags.");
    }

    @Test
    void agentsKnowWhatAToolDoesBeforeTheyCallIt() {
        for (JsonNode tool : ADMIN.tools()) {
            String name = tool.get("name").asText();
            boolean looks = name.matches("(list|get|explain|search)_.*");
            JsonNode hints = tool.get("annotations");
            assertThat(hints.get("readOnlyHint").asBoolean()).as(name).isEqualTo(looks);
            assertThat(hints.get("idempotentHint").asBoolean()).as(name).isEqualTo(looks);
            assertThat(hints.get("destructiveHint").asBoolean())
                    .as(name)
                    .isEqualTo(!looks && !name.equals("create_flag") && !name.equals("ask_for_approval"));
            assertThat(hints.get("openWorldHint").asBoolean()).as(name).isFalse();
            assertThat(tool.get("description").asText()).as(name).hasSizeGreaterThan(30);
            assertThat(tool.at("/inputSchema/additionalProperties").asBoolean(true))
                    .as(name)
                    .isFalse();
            tool.at("/inputSchema/properties").properties().forEach(one -> assertThat(
                            one.getValue().get("description").asText())
                    .as(name + " " + one.getKey())
                    .hasSizeGreaterThan(3));
        }
    }
}
