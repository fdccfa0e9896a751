package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What became of a call.
 *
 * @param failed whether nothing came of it
 * @param sentence what an agent can tell a person
 * @param content the API's answer: what was asked for, or the problem
 */
record Outcome(boolean failed, String sentence, ObjectNode content) {

    /** What was asked for. */
    static Outcome of(String sentence, ObjectNode content) {
        return new Outcome(false, sentence, content);
    }

    /** A problem, each thing that is wrong with its pointer, so that the call can be mended. */
    static Outcome refused(ObjectNode problem) {
        StringBuilder sentence = new StringBuilder(problem.path("title").asText("Error"))
                .append(" (")
                .append(problem.path("status").asInt())
                .append("): ")
                .append(problem.path("detail").asText());
        for (JsonNode error : problem.path("errors")) {
            sentence.append("\n")
                    .append(error.path("pointer").asText())
                    .append(": ")
                    .append(error.path("detail").asText());
        }
        return new Outcome(true, sentence.toString(), problem);
    }
}
