package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.segment.Instruction;
import dev.firstlight.server.segment.Refusal;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RuleJson;
import dev.firstlight.wire.ServeJson;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instruction brings along: rules, targets, prerequisites and serves. Each is read where it stands, since a later
 * step may take it away again, and what comes of them all would not show that it was malformed.
 */
final class StepParts {

    private final Instruction one;
    private final List<Problem> problems = new ArrayList<>();

    private StepParts(Instruction one) {
        this.one = one;
    }

    /** Refuses an instruction of which a part cannot be read. */
    static void check(Instruction one) {
        StepParts parts = new StepParts(one);
        switch (one.kind()) {
            case "addRule" -> parts.rule(one.object("rule"), parts.at("rule"));
            case "replaceRule" -> {
                ObjectNode rule = one.object("rule").deepCopy();
                parts.rule(rule.has("id") ? rule : rule.put("id", one.text("id")), parts.at("rule"));
            }
            case "setRules" -> {
                int i = 0;
                for (JsonNode rule : one.list("rules")) {
                    parts.rule(rule, Problem.at(parts.at("rules"), i++));
                }
            }
            case "setTargets" -> {
                int i = 0;
                for (JsonNode target : one.list("targets")) {
                    RuleJson.readTarget(target, Problem.at(parts.at("targets"), i++), Mode.STRICT, parts.problems);
                }
            }
            case "addPrerequisite" -> {
                ObjectNode asked = Json.object().put("flag", one.text("flag"));
                asked.set("variants", one.list("variants"));
                RuleJson.readPrerequisite(asked, one.pointer(), Mode.STRICT, parts.problems);
            }
            case "setDefault" ->
                ServeJson.read(
                        ranged(Json.object().set("serve", one.serve()), one.pointer())
                                .path("serve"),
                        one.pointer(),
                        Mode.STRICT,
                        parts.problems);
            default -> {
                // Brings nothing but words, which its step reads.
            }
        }
        Refusal.ifAny(parts.problems, "");
    }

    private String at(String field) {
        return Problem.at(one.pointer(), field);
    }

    private void rule(JsonNode rule, String pointer) {
        RuleJson.read(rule instanceof ObjectNode own ? ranged(own, pointer) : rule, pointer, Mode.STRICT, problems);
    }

    /** A copy in which ranges stand for weights, as they will. */
    private static JsonNode ranged(ObjectNode serving, String pointer) {
        ObjectNode copy = serving.deepCopy();
        if (copy.at("/serve/split") instanceof ObjectNode split) {
            Weights.resolve(split, pointer + "/serve/split", null);
        }
        return copy;
    }
}
