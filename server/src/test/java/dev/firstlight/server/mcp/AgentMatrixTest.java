package dev.firstlight.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.mcp.AgentTool.Effect;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each tool, called by every kind of caller: what comes of it is what the caller may, and otherwise nothing is changed. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class AgentMatrixTest {

    /** Which of these permissions a tool takes; written down once more, apart from the tools and the API. */
    private static final Map<String, Set<String>> NEEDS = Map.ofEntries(
            Map.entry("list_projects", Set.of("belong")),
            Map.entry("list_environments", Set.of("view")),
            Map.entry("list_flags", Set.of("view")),
            Map.entry("get_flag", Set.of("view")),
            Map.entry("explain_value", Set.of("view")),
            Map.entry("list_stale_flags", Set.of("view")),
            Map.entry("list_plans", Set.of("view")),
            Map.entry("list_releases", Set.of("view")),
            Map.entry("get_release", Set.of("view")),
            Map.entry("search_audit", Set.of("view")),
            Map.entry("create_flag", Set.of("edit")),
            Map.entry("change_flag", Set.of("edit")),
            Map.entry("ask_for_approval", Set.of("edit")),
            Map.entry("start_release", Set.of("release")),
            Map.entry("continue_release", Set.of("release")),
            Map.entry("stop_release", Set.of("release", "release-within")));

    private static final Map<String, Effect> EFFECTS =
            Agents.all(false).stream().collect(Collectors.toMap(AgentTool::name, AgentTool::effect));

    /** Who calls, what they may in the project, and what HTTP says where they may not even come in. */
    enum Who {
        ANONYMOUS(401),
        SERVER_KEY(403),
        CLIENT_KEY(403),
        MEMBER(200, "belong"),
        OF_ANOTHER_PROJECT(200, "belong"),
        VIEWER(200, "belong", "view"),
        EDITOR(200, "belong", "view", "edit"),
        RELEASER(200, "belong", "view", "edit", "release"),
        ADMIN(200, "belong", "view", "edit", "release"),
        ROBOT(200, "belong", "view", "release-within");

        private final int status;
        private final Set<String> permissions;

        Who(int status, String... permissions) {
            this.status = status;
            this.permissions = Set.of(permissions);
        }

        Agent in(Desk desk) {
            return new Agent(
                    switch (this) {
                        case ANONYMOUS -> "";
                        case SERVER_KEY -> Api.sdkKey(desk.project, "server");
                        case CLIENT_KEY -> Api.sdkKey(desk.project, "client");
                        case OF_ANOTHER_PROJECT ->
                            token(Map.of(
                                    "role",
                                    "member",
                                    "grants",
                                    List.of(Map.of("project", Api.project(), "role", "admin"))));
                        case ROBOT -> token(Map.of("role", "releaser", "budget", Map.of("share", 0.01, "regions", 1)));
                        case MEMBER, VIEWER, EDITOR, RELEASER, ADMIN ->
                            Api.token(name().toLowerCase(java.util.Locale.ROOT));
                    });
        }

        boolean may(String tool) {
            return NEEDS.getOrDefault(tool, Set.of()).stream().anyMatch(permissions::contains);
        }
    }

    private static String token(Map<String, Object> wanted) {
        Map<String, Object> body = new HashMap<>(wanted);
        body.put("name", "of the matrix");
        return Api.admin()
                .body(body)
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    @Test
    void everyToolIsTriedAndNoneIsForgotten() {
        Set<String> served = new Agent(Api.ADMIN)
                .tools().stream().map(tool -> tool.get("name").asText()).collect(Collectors.toSet());
        assertThat(served)
                .isEqualTo(NEEDS.keySet())
                .isEqualTo(EFFECTS.keySet())
                .isEqualTo(Desk.here().calls().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void everybodyDoesWhatTheyMayAndNothingElse(Who who) {
        Desk desk = Desk.here();
        Agent agent = who.in(desk);
        Map<String, Map<String, ?>> calls = desk.calls();
        for (String tool : calls.keySet().stream().sorted().toList()) {
            String before = desk.mark();
            Agent.Came came = agent.call(tool, desk.call(tool));
            String after = desk.mark();
            boolean may = who.may(tool);
            String as = tool + " by " + who + ": " + came.said();
            assertThat(came.failed()).as(as).isEqualTo(!may);
            assertThat(came.status()).as(as).isEqualTo(who.status);
            if (!may && who.status == 200) {
                assertThat(came.content().path("status").asInt()).as(as).isEqualTo(403);
            }
            if (!may || EFFECTS.get(tool) == Effect.LOOKS) {
                assertThat(after).as(as).isEqualTo(before);
            } else {
                assertThat(after).as(as).isNotEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunChangesNothingWhoeverMakesIt(Who who) {
        Desk desk = Desk.here();
        Agent agent = who.in(desk);
        Map<String, Object> asked = new HashMap<>(desk.call("change_flag"));
        asked.put("dryRun", true);
        for (String environment : List.of("production", "guarded", "protected")) {
            asked.put("environment", environment);
            String before = desk.mark();
            Agent.Came came = agent.call("change_flag", asked);
            assertThat(desk.mark()).isEqualTo(before);
            if (who.permissions.contains("release")) {
                assertThat(came.failed()).as(came.said()).isFalse();
                assertThat(came.content().get("dryRun").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void nobodySeesProjectsOfOthers() {
        Desk desk = Desk.here();
        JsonNode seen = Who.OF_ANOTHER_PROJECT.in(desk).done("list_projects", Map.of("limit", 100));
        assertThat(Json.write(seen)).doesNotContain(desk.project);
        assertThat(seen.get("items")).isNotEmpty();
    }
}
