package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something an agent can do here.
 *
 * @param title for people
 * @param description for the agent: what it does, and when to use it
 */
record AgentTool(String name, String title, String description, Effect effect, List<Argument> arguments, Doing doing) {

    /** What a call leaves behind. */
    enum Effect {
        /** Nothing. */
        LOOKS,
        /** Something new, beside what was there. */
        ADDS,
        /** Something else in the place of what was there. */
        CHANGES
    }

    /** How a tool does what it does. */
    interface Doing {
        /** Does it, with arguments that were looked at. */
        Uni<Outcome> on(OwnApi.Line api, ObjectNode arguments);
    }

    /** Does it with what an agent sent, or says what is wrong with that. */
    Uni<Outcome> call(OwnApi.Line api, ObjectNode sent) {
        ObjectNode said = said(sent);
        List<Problem.Entry> problems = problems(said);
        return problems.isEmpty()
                ? doing.on(api, said)
                : Uni.createFrom()
                        .item(Outcome.refused(Json.object()
                                .put("title", "Invalid")
                                .put("status", 422)
                                .put("detail", problems.get(0).detail())
                                .set("errors", entries(problems))));
    }

    /** Some agents write null for what they leave out. */
    private static ObjectNode said(ObjectNode sent) {
        ObjectNode said = sent.deepCopy();
        said.properties().removeIf(one -> one.getValue().isNull());
        return said;
    }

    private List<Problem.Entry> problems(ObjectNode said) {
        List<Problem.Entry> problems = new ArrayList<>();
        Map<String, Argument> known = arguments.stream().collect(Collectors.toMap(Argument::name, one -> one));
        for (Argument argument : arguments) {
            JsonNode value = said.get(argument.name());
            String problem = value != null
                    ? argument.problem(value)
                    : argument.required()
                            ? "This is needed: "
                                    + argument.schema().get("description").asText()
                            : null;
            if (problem != null) {
                problems.add(new Problem.Entry(Problem.at("", argument.name()), problem));
            }
        }
        said.fieldNames().forEachRemaining(name -> {
            if (!known.containsKey(name)) {
                problems.add(new Problem.Entry(
                        Problem.at("", name),
                        "This tool has no argument \"" + name + "\"; it takes "
                                + arguments.stream().map(Argument::name).collect(Collectors.joining(", ")) + "."));
            }
        });
        return problems;
    }

    private static ArrayNode entries(List<Problem.Entry> problems) {
        ArrayNode entries = Json.object().arrayNode();
        problems.forEach(
                one -> entries.addObject().put("pointer", one.pointer()).put("detail", one.detail()));
        return entries;
    }

    /** What it takes, as JSON Schema. */
    ObjectNode schema() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (Argument argument : arguments) {
            properties.set(argument.name(), argument.schema());
            if (argument.required()) {
                required.add(argument.name());
            }
        }
        return schema.put("additionalProperties", false);
    }
}
