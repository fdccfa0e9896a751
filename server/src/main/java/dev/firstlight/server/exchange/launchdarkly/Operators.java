package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.ForeignVersion;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What LaunchDarkly's operators become. A value that an operator can never match is left out: it changes nothing. */
final class Operators {

    private static final Map<String, String> NUMERIC =
            Map.of("lessThan", "<", "lessThanOrEqual", "<=", "greaterThan", ">", "greaterThanOrEqual", ">=");

    private static final Map<String, String> VERSIONS =
            Map.of("semVerEqual", "semver=", "semVerLessThan", "semver<", "semVerGreaterThan", "semver>");

    private final Remarks remarks;

    Operators(Remarks remarks) {
        this.remarks = remarks;
    }

    /** The condition that an attribute matches an operator with any of the values. */
    Condition match(String attribute, String op, List<JsonNode> values, String pointer) {
        if (NUMERIC.containsKey(op)) {
            return Conditions.anyOf(attribute, NUMERIC.getOrDefault(op, op), only(values, JsonNode::isNumber));
        }
        if (VERSIONS.containsKey(op)) {
            return version(attribute, VERSIONS.getOrDefault(op, op), values, pointer);
        }
        return switch (op) {
            case "in" -> in(attribute, values, pointer);
            case "startsWith", "endsWith", "contains" ->
                Conditions.leaf(attribute, op, only(values, JsonNode::isTextual));
            case "matches" -> matches(attribute, values, pointer);
            case "before", "after" -> Conditions.anyOf(attribute, op, only(values, Instants::readable));
            default -> {
                remarks.differs(
                        pointer + "/op",
                        "No context matches the operator '" + op + "', as in an SDK that does not know it; "
                                + "write the rule anew if yours does.");
                yield Conditions.NEVER;
            }
        };
    }

    private static List<Object> only(List<JsonNode> values, Predicate<JsonNode> usable) {
        List<Object> usables = new ArrayList<>();
        for (JsonNode value : values) {
            Object plain = Json.value(value);
            if (plain != null && usable.test(value)) {
                usables.add(plain);
            }
        }
        return usables;
    }

    private Condition in(String attribute, List<JsonNode> values, String pointer) {
        if (!values.stream().allMatch(value -> value.isValueNode() && !value.isNull())) {
            remarks.differs(
                    pointer + "/values",
                    "An object, a list or null among the values matches nothing here, though an equal one in the "
                            + "attribute matches in some SDKs; compare one of its members instead.");
        }
        return Conditions.leaf(attribute, "in", only(values, JsonNode::isValueNode));
    }

    private Condition matches(String attribute, List<JsonNode> values, String pointer) {
        List<Object> patterns =
                only(values, value -> value.isTextual() && ForeignOperators.pattern(value.textValue()) != null);
        if (!patterns.isEmpty()) {
            remarks.differs(
                    pointer,
                    "A pattern sees the first 1,024 characters of an attribute, and its '$' only the very end; "
                            + "nothing to do for attributes shorter than that and without line breaks.");
        }
        return Conditions.anyOf(attribute, "matches", patterns);
    }

    /** Versions here may begin with a v and have spaces around them, there not. */
    private Condition version(String attribute, String op, List<JsonNode> values, String pointer) {
        List<Object> versions =
                only(values, value -> value.isTextual() && ForeignVersion.parse(value.textValue()) != null);
        if (versions.isEmpty()) {
            return Conditions.NEVER;
        }
        remarks.differs(
                pointer,
                "In a list that mixes versions with and without a leading 'v' or spaces, the former count as well; "
                        + "nothing to do for an attribute that is one version.");
        return new Condition.All(List.of(
                Conditions.leaf(attribute, "matches", List.of("^[0-9][^ ]*$")),
                Conditions.anyOf(attribute, op, versions)));
    }
}
