package dev.firstlight.server.mcp;

import static dev.firstlight.server.mcp.ApiRequest.post;
import static dev.firstlight.server.mcp.Common.COMMENT;
import static dev.firstlight.server.mcp.Common.ENVIRONMENT;
import static dev.firstlight.server.mcp.Common.FLAG;
import static dev.firstlight.server.mcp.Common.ONCE;
import static dev.firstlight.server.mcp.Common.PROJECT;
import static dev.firstlight.server.mcp.Common.RELEASE;
import static dev.firstlight.server.mcp.Common.asks;
import static dev.firstlight.server.mcp.Common.items;
import static dev.firstlight.server.mcp.Common.quoted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.mcp.AgentTool.Effect;
import java.util.List;

/** Tools that change something; not there where the door is for looking only. */
final class ChangingTools {

    private static final Argument INSTRUCTIONS = Argument.list(
            "instructions",
            "Named steps, made in this order: {\"kind\": \"turnOn\"}, turnOff; setOffVariant (variant); setDefault"
                    + " (variant or split); setSplit (weights by variant, which come to 100000; rule: a rule's id, else the"
                    + " default's; regions: those only); addTarget (variant, keys), removeTarget (keys), setTargets"
                    + " (targets); addRule (rule, before), replaceRule (id, rule), removeRule (id), moveRule (id, before),"
                    + " setRules (rules); addPrerequisite (flag, variants), removePrerequisite (flag).",
            items(
                    "kind",
                    List.of(
                            "turnOn",
                            "turnOff",
                            "setOffVariant",
                            "setDefault",
                            "setSplit",
                            "addTarget",
                            "removeTarget",
                            "setTargets",
                            "addRule",
                            "replaceRule",
                            "removeRule",
                            "moveRule",
                            "setRules",
                            "addPrerequisite",
                            "removePrerequisite")));

    private ChangingTools() {}

    static List<AgentTool> all() {
        return List.of(
                new AgentTool(
                        "create_flag",
                        "Create a flag",
                        "Makes a flag. It is off in every environment until change_flag turns it on.",
                        Effect.ADDS,
                        List.of(
                                PROJECT,
                                Argument.text(
                                        "key",
                                        "The flag's key: lower case letters, digits, . _ - ; what code asks for."),
                                Argument.word(
                                        "type",
                                        "What its values are.",
                                        List.of("boolean", "string", "number", "object")),
                                Argument.object(
                                        "variants",
                                        "The variants by name, each with its value: {\"on\": true, \"off\": false}."),
                                Argument.text(
                                                "offVariant",
                                                "Served while the flag is off; \"off\", or the last, where it is left out.")
                                        .orNone(),
                                Argument.text("name", "For people.").orNone(),
                                Argument.text("description", "For people.").orNone(),
                                Argument.list("tags", "For finding it again.", text())
                                        .orNone(),
                                Argument.text("owner", "The address of who looks after it.")
                                        .orNone(),
                                ONCE),
                        asks(
                                post(
                                        "/projects/{project}/flags",
                                        "key",
                                        "type",
                                        "variants",
                                        "offVariant",
                                        "name",
                                        "description",
                                        "tags",
                                        "owner"),
                                (asked, flag) -> quoted(flag, "key") + " is there, and off everywhere.")),
                new AgentTool(
                        "change_flag",
                        "Change a flag",
                        "Changes a flag's targeting in an environment by named instructions, in one revision. In an"
                                + " environment that is protected or asks for approvals it is a dry run unless dryRun is"
                                + " false; what the environment asks for then holds all the same. A dry run says what"
                                + " would differ, and the share of units that would get another variant.",
                        Effect.CHANGES,
                        List.of(
                                PROJECT,
                                ENVIRONMENT,
                                FLAG,
                                INSTRUCTIONS,
                                COMMENT,
                                Argument.yesOrNo(
                                                "dryRun",
                                                "Whether nothing is changed and only said what would be; where it is"
                                                        + " left out, as the environment is.")
                                        .orNone(),
                                Argument.number(
                                                "version",
                                                "Only while the flag's targeting there has this version, so that"
                                                        + " nobody's edit is lost.",
                                                1,
                                                1_000_000_000)
                                        .orNone(),
                                ONCE),
                        new ChangeFlag()),
                new AgentTool(
                        "ask_for_approval",
                        "Ask for approval",
                        "Makes a change request for one flag in an environment that asks for approvals. People look at"
                                + " what it comes to and approve it; who asked, and whoever made their token, cannot.",
                        Effect.ADDS,
                        List.of(
                                PROJECT,
                                ENVIRONMENT,
                                FLAG,
                                INSTRUCTIONS,
                                Argument.text("title", "What it is for, in a line."),
                                COMMENT,
                                ONCE),
                        (api, arguments) -> {
                            ObjectNode asked = arguments.deepCopy();
                            asked.putObject("flags").set(arguments.get("flag").asText(), arguments.get("instructions"));
                            return asks(
                                            post(
                                                    "/projects/{project}/environments/{environment}/change-requests",
                                                    "title",
                                                    "comment",
                                                    "flags"),
                                            ChangingTools::requested)
                                    .on(api, asked);
                        }),
                new AgentTool(
                        "start_release",
                        "Start a release",
                        "Makes a release, which moves a flag from the variant that it serves to another, stage by"
                                + " stage, and takes it back by itself when a guard fails; and starts it, unless start is"
                                + " false.",
                        Effect.CHANGES,
                        List.of(
                                PROJECT,
                                ENVIRONMENT,
                                FLAG,
                                Argument.text("treatment", "The variant that everybody is to get in the end."),
                                Argument.object(
                                        "plan",
                                        "How it goes: {\"key\": …} of list_plans; or {\"template\": \"canary-by-region\"},"
                                                + " canary-by-percentage, rings, blue-green, dark-launch; or written out as"
                                                + " {\"stages\": [{\"regions\": [\"nz\"] or \"all\", \"percent\": 5, \"bake\":"
                                                + " \"PT1H\"}]}. With guards: [{\"metric\": …, \"margin\": 0.5}]."),
                                Argument.text("name", "For people.").orNone(),
                                Argument.yesOrNo(
                                                "start",
                                                "Whether it starts now; false makes a draft, which people can approve"
                                                        + " where the environment asks for that.")
                                        .orNone(),
                                Argument.text("startAt", "When it is to start instead, RFC 3339.")
                                        .orNone(),
                                ONCE),
                        (api, arguments) -> {
                            ObjectNode asked = arguments.deepCopy();
                            if (!arguments.has("start") && !arguments.has("startAt")) {
                                asked.put("start", true);
                            }
                            return asks(
                                            post(
                                                    "/projects/{project}/releases",
                                                    "environment",
                                                    "flag",
                                                    "treatment",
                                                    "plan",
                                                    "name",
                                                    "start",
                                                    "startAt"),
                                            ChangingTools::state)
                                    .on(api, asked);
                        }),
                new AgentTool(
                        "continue_release",
                        "Continue a release",
                        "Starts a release that is a draft, or resumes one that is paused. Skipping what a stage waits"
                                + " for is left to people.",
                        Effect.CHANGES,
                        List.of(
                                PROJECT,
                                RELEASE,
                                Argument.word("action", "What to do.", List.of("start", "resume")),
                                COMMENT,
                                ONCE),
                        asks(post("/projects/{project}/releases/{release}/{action}", "comment"), ChangingTools::state)),
                new AgentTool(
                        "stop_release",
                        "Stop a release",
                        "Holds a release where it is (pause), ends it where it is (abort), or gives everybody the"
                                + " variant of before (rollback).",
                        Effect.CHANGES,
                        List.of(
                                PROJECT,
                                RELEASE,
                                Argument.word("action", "How.", List.of("pause", "abort", "rollback")),
                                Argument.text("region", "Of a rollback: this region only.")
                                        .orNone(),
                                COMMENT,
                                ONCE),
                        asks(
                                post("/projects/{project}/releases/{release}/{action}", "comment", "region"),
                                ChangingTools::state)));
    }

    private static ObjectNode text() {
        return dev.firstlight.server.platform.Json.object().put("type", "string");
    }

    private static String requested(ObjectNode asked, ObjectNode request) {
        return "Change request " + request.path("id").asText() + " waits for "
                + request.path("approvalsNeeded").asInt() + " of the approvers of " + quoted(asked, "environment")
                + ". Nothing is changed until it is approved and applied.";
    }

    private static String state(ObjectNode asked, ObjectNode release) {
        return "Release " + release.path("id").asText() + " is "
                + release.path("state").asText() + ". "
                + release.path("sentence").asText();
    }
}
