package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Deque;

/** LaunchDarkly's clauses and segments by LaunchDarkly's rules. */
final class ForeignClauses {

    private final JsonNode segments;
    private final Listed listed;

    ForeignClauses(JsonNode segments, Listed listed) {
        this.segments = segments;
        this.listed = listed;
    }

    /**
     * Whether all clauses of a rule match.
     *
     * @param path the segments whose rules are being looked at
     */
    boolean all(JsonNode rule, Kinds context, Deque<String> path) {
        for (JsonNode clause : rule.path("clauses")) {
            if (!matches(clause, context, path)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(JsonNode clause, Kinds context, Deque<String> path) {
        boolean negate = clause.path("negate").asBoolean();
        if (clause.path("op").asText().equals("segmentMatch")) {
            return negate != anySegment(clause.path("values"), context, path);
        }
        AttributeReference attribute =
                AttributeReference.read(clause.path("attribute").textValue(), clause.path("contextKind"));
        if (attribute == null) {
            throw new LaunchDarkly.Malformed("no attribute");
        }
        if (attribute.is("kind")) {
            return negate != context.byKind().keySet().stream().anyMatch(kind -> any(clause, TextNode.valueOf(kind)));
        }
        JsonNode value = attribute.of(context);
        if (value.isMissingNode()) {
            return false;
        }
        if (!value.isArray()) {
            return negate != any(clause, value);
        }
        boolean matches = false;
        for (JsonNode element : value) {
            matches |= any(clause, element);
        }
        return negate != matches;
    }

    private static boolean any(JsonNode clause, JsonNode value) {
        for (JsonNode with : clause.path("values")) {
            if (ForeignOperators.matches(clause.path("op").asText(), value, with)) {
                return true;
            }
        }
        return false;
    }

    private boolean anySegment(JsonNode keys, Kinds context, Deque<String> path) {
        for (JsonNode key : keys) {
            JsonNode segment = segments.path(key.asText());
            if (path.contains(key.asText())) {
                throw new LaunchDarkly.Malformed("segments go round in a circle");
            }
            if (segment.isObject()
                    && !segment.path("deleted").asBoolean()
                    && in(key.asText(), segment, context, path)) {
                return true;
            }
        }
        return false;
    }

    private boolean in(String key, JsonNode segment, Kinds context, Deque<String> path) {
        if (listed(segment, "included", context)) {
            return true;
        }
        if (listed(segment, "excluded", context)) {
            return false;
        }
        path.push(key);
        boolean in = false;
        for (JsonNode rule : segment.path("rules")) {
            in = in || (all(rule, context, path) && share(rule, key, segment, context));
        }
        path.pop();
        return in;
    }

    private boolean listed(JsonNode segment, String name, Kinds context) {
        if (listed.in(segment.path(name), context.key(Kinds.USER))) {
            return true;
        }
        for (JsonNode target : segment.path(name + "Contexts")) {
            String kind = AttributeReference.kind(target.path("contextKind"));
            if (listed.in(target.path("values"), context.key(kind))) {
                return true;
            }
        }
        return false;
    }

    private static boolean share(JsonNode rule, String key, JsonNode segment, Kinds context) {
        JsonNode weight = rule.path("weight");
        return !weight.isNumber()
                || ForeignBucket.of(rule, key, segment.path("salt").asText(""), context)
                        < weight.asInt() / ForeignBucket.WEIGHTS;
    }
}
