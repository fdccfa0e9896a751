package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;

/**
 * One of the things that a strategy can ask for, all of which must hold.
 *
 * @param kind where in the strategy it stands
 * @param json the constraint; or the strategy's own parameters with its {@code name}; or {@code id} of a segment
 * @param pointer the condition it comes from
 */
record Term(Kind kind, ObjectNode json, String pointer) {

    /** Where a term stands in a strategy. */
    enum Kind {
        CONSTRAINT,
        SEGMENT,
        /** A field must be there: a rollout to all of those who have it, or a pattern. */
        FIELD,
        /** A strategy has one of these. */
        OWN
    }

    static Term constraint(String field, String operator, String pointer) {
        ObjectNode json = Json.object().put("contextName", field).put("operator", operator);
        return new Term(Kind.CONSTRAINT, json, pointer);
    }

    static Term field(String field, String pointer) {
        return new Term(Kind.FIELD, Json.object().put("field", field), pointer);
    }

    static Term rollout(int percent, String stickiness, String group, String pointer) {
        return new Term(Kind.OWN, StrategyExport.rollout(percent, stickiness, group), pointer);
    }

    /** What holds where this does not. */
    Term inverted() {
        return switch (kind) {
            case CONSTRAINT -> {
                ObjectNode inverted = json.deepCopy();
                inverted.put("inverted", !json.path("inverted").asBoolean());
                yield new Term(kind, inverted, pointer);
            }
            case FIELD -> pattern().inverted();
            case SEGMENT, OWN ->
                throw new Refused(
                        pointer, "Unleash cannot ask for those who are not in a part of the units; say it otherwise.");
        };
    }

    /** The same as a constraint: every text has a beginning. */
    Term pattern() {
        Term pattern = constraint(json.path("field").asText(), "REGEX", pointer);
        pattern.json.put("value", "^");
        return pattern;
    }
}
