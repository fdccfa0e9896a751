package dev.firstlight.server.mcp;

import static dev.firstlight.server.mcp.ApiRequest.get;
import static dev.firstlight.server.mcp.Common.CURSOR;
import static dev.firstlight.server.mcp.Common.ENVIRONMENT;
import static dev.firstlight.server.mcp.Common.FLAG;
import static dev.firstlight.server.mcp.Common.LIMIT;
import static dev.firstlight.server.mcp.Common.PROJECT;
import static dev.firstlight.server.mcp.Common.RELEASE;
import static dev.firstlight.server.mcp.Common.asks;
import static dev.firstlight.server.mcp.Common.lists;
import static dev.firstlight.server.mcp.Common.quoted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.mcp.AgentTool.Effect;
import java.util.List;

/** Tools that change nothing. */
final class LookingTools {

    private LookingTools() {}

    static List<AgentTool> all() {
        return List.of(
                new AgentTool(
                        "list_projects",
                        "List projects",
                        "Lists the projects that you may see, with their keys, which all other tools ask for.",
                        Effect.LOOKS,
                        List.of(LIMIT, CURSOR),
                        lists(get("/projects", "limit", "cursor"), "project", "projects")),
                new AgentTool(
                        "list_environments",
                        "List environments",
                        "Lists a project's environments: their keys, their revisions, and what they ask of edits"
                                + " (protected, requireComments, approvals, approvers).",
                        Effect.LOOKS,
                        List.of(PROJECT, LIMIT, CURSOR),
                        lists(
                                get("/projects/{project}/environments", "limit", "cursor"),
                                "environment",
                                "environments")),
                new AgentTool(
                        "list_flags",
                        "List flags",
                        "Lists a project's flags, by a query or all of them. Words are looked for in key, name and"
                                + " description.",
                        Effect.LOOKS,
                        List.of(
                                PROJECT,
                                Argument.text(
                                                "query",
                                                "Words and terms, which all have to hold: state:on, state:off,"
                                                        + " env:production, tag:checkout, owner:me, type:boolean,"
                                                        + " stage:new|live|stale|archived|any, stale:true, stale:>30d;"
                                                        + " - before a term excludes.")
                                        .orNone(),
                                LIMIT,
                                CURSOR),
                        lists(get("/projects/{project}/flags", "query", "limit", "cursor"), "flag", "flags")),
                new AgentTool(
                        "get_flag",
                        "Get a flag",
                        "Gets a flag: its variants and what else belongs to it, and in environments its targeting in"
                                + " each (enabled, targets, rules, default) with a version and a revision.",
                        Effect.LOOKS,
                        List.of(PROJECT, FLAG),
                        asks(get("/projects/{project}/flags/{flag}"), LookingTools::told)),
                new AgentTool(
                        "explain_value",
                        "Explain a value",
                        "Explains which value a context gets of a flag, and why: each step that the evaluation took.",
                        Effect.LOOKS,
                        List.of(
                                PROJECT,
                                ENVIRONMENT,
                                FLAG,
                                Argument.object(
                                        "context",
                                        "Who asks: attributes, targetingKey and region among them, as the application"
                                                + " sends them."),
                                Argument.number(
                                                "revision",
                                                "As it was in that revision of the environment; left out for now.",
                                                1,
                                                Long.MAX_VALUE)
                                        .orNone()),
                        asks(
                                ApiRequest.post(
                                        "/projects/{project}/environments/{environment}/explain",
                                        "flag",
                                        "context",
                                        "revision"),
                                LookingTools::explained)),
                new AgentTool(
                        "list_stale_flags",
                        "List stale flags",
                        "Lists flags that nobody has asked for, or that served one variant alone, for longer than they"
                                + " should have: candidates to be removed from the code, then archived by a person.",
                        Effect.LOOKS,
                        List.of(PROJECT, LIMIT, CURSOR),
                        (api, arguments) -> lists(
                                        get("/projects/{project}/flags", "query", "limit", "cursor"),
                                        "stale flag",
                                        "stale flags")
                                .on(api, arguments.deepCopy().put("query", "stale:true"))),
                new AgentTool(
                        "list_plans",
                        "List plans",
                        "Lists a project's kept plans of releases, which start_release names by their keys.",
                        Effect.LOOKS,
                        List.of(PROJECT, LIMIT, CURSOR),
                        lists(get("/projects/{project}/plans", "limit", "cursor"), "plan", "plans")),
                new AgentTool(
                        "list_releases",
                        "List releases",
                        "Lists a project's releases, the latest first.",
                        Effect.LOOKS,
                        List.of(
                                PROJECT,
                                ENVIRONMENT.orNone(),
                                FLAG.orNone(),
                                Argument.word(
                                                "state",
                                                "Only those in this state.",
                                                List.of(
                                                        "draft",
                                                        "scheduled",
                                                        "running",
                                                        "paused",
                                                        "completed",
                                                        "rolled_back",
                                                        "aborted"))
                                        .orNone(),
                                LIMIT,
                                CURSOR),
                        lists(
                                get("/projects/{project}/releases", "environment", "flag", "state", "limit", "cursor"),
                                "release",
                                "releases")),
                new AgentTool(
                        "get_release",
                        "Get a release",
                        "Gets a release: where it is, what its guards say, what it waits for, and all that happened.",
                        Effect.LOOKS,
                        List.of(PROJECT, RELEASE),
                        asks(get("/projects/{project}/releases/{release}"), (asked, release) -> release.path("sentence")
                                .asText())),
                new AgentTool(
                        "search_audit",
                        "Search the audit",
                        "Lists what was done in a project, the newest first: who, when, why, before and after.",
                        Effect.LOOKS,
                        List.of(
                                PROJECT,
                                Argument.text("actor", "Who did it: an address, or token:<id>.")
                                        .orNone(),
                                Argument.text("action", "What was done, as in flag.changed.")
                                        .orNone(),
                                Argument.text(
                                                "subject",
                                                "What the subject begins with, as in production/ or production/checkout.")
                                        .orNone(),
                                Argument.text("since", "Done then or later, RFC 3339.")
                                        .orNone(),
                                Argument.text("until", "Done before then, RFC 3339.")
                                        .orNone(),
                                LIMIT,
                                CURSOR),
                        lists(
                                get(
                                        "/projects/{project}/audit",
                                        "actor",
                                        "action",
                                        "subject",
                                        "since",
                                        "until",
                                        "limit",
                                        "cursor"),
                                "row",
                                "rows")));
    }

    private static String told(ObjectNode asked, ObjectNode flag) {
        StringBuilder sentence = new StringBuilder("\"")
                .append(flag.path("key").asText())
                .append("\" is ")
                .append(flag.path("type").asText());
        flag.path("environments").properties().forEach(one -> sentence.append(", ")
                .append(one.getValue().path("enabled").asBoolean() ? "on" : "off")
                .append(" in \"")
                .append(one.getKey())
                .append('"'));
        return sentence.append('.').toString();
    }

    private static String explained(ObjectNode asked, ObjectNode answer) {
        ObjectNode evaluation = (ObjectNode) answer.get("evaluation");
        return "This context gets "
                + (evaluation.path("variant").isTextual() ? quoted(evaluation, "variant") : "no variant")
                + " of " + quoted(asked, "flag") + ": "
                + evaluation.path("reason").asText() + ".";
    }
}
