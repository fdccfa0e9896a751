package dev.firstlight.server.mcp;

import static dev.firstlight.server.mcp.Common.percent;
import static dev.firstlight.server.mcp.Common.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Edits a flag's targeting; where people are careful, and the agent does not say otherwise, for nothing. */
final class ChangeFlag implements AgentTool.Doing {

    private static final ApiRequest LOOK = ApiRequest.get("/projects/{project}/environments/{environment}");
    private static final ApiRequest CHANGE = ApiRequest.post(
                    "/projects/{project}/flags/{flag}/environments/{environment}/changes", "comment", "instructions")
            .asking("dryRun");

    @Override
    public Uni<Outcome> on(OwnApi.Line api, ObjectNode arguments) {
        ObjectNode where = arguments.deepCopy();
        where.remove("version");
        return api.ask(LOOK, where).flatMap(environment -> {
            ObjectNode asked = arguments.deepCopy();
            asked.put("dryRun", arguments.path("dryRun").asBoolean(isCareful(environment)));
            return api.ask(CHANGE, asked).map(edited -> Outcome.of(sentence(arguments, environment, edited), edited));
        });
    }

    private static boolean isCareful(ObjectNode environment) {
        return environment.path("protected").asBoolean()
                || environment.path("approvals").asInt() > 0;
    }

    private static String sentence(ObjectNode arguments, ObjectNode environment, ObjectNode edited) {
        String there = quoted(arguments, "environment");
        if (!edited.path("dryRun").asBoolean()) {
            return quoted(arguments, "flag") + " in " + there + " is as it was asked for, in revision "
                    + edited.path("revision").asLong() + ", version "
                    + edited.path("version").asLong() + "." + moved(edited, " Moved: ");
        }
        String sentence = "Nothing was changed, this was a dry run." + moved(edited, " It would move: ");
        if (environment.path("approvals").asInt() > 0) {
            return sentence + " Edits of " + there + " need approval: ask for it by ask_for_approval with the same"
                    + " instructions.";
        }
        return sentence + " To make the change call again with \"dryRun\": false"
                + (isCareful(environment)
                        ? "; " + there + " is protected, so that takes a comment and a token of a releaser."
                        : ".");
    }

    private static String moved(ObjectNode edited, String before) {
        StringBuilder all = new StringBuilder();
        for (var one : edited.path("moved").properties()) {
            JsonNode share = one.getValue();
            all.append(all.isEmpty() ? before : ", ")
                    .append(percent(share))
                    .append(" of the units at ")
                    .append(one.getKey());
        }
        return all.isEmpty() ? "" : all.append('.').toString();
    }
}
