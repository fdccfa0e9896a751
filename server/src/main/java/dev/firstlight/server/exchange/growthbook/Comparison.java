package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Operators that compare an attribute with one value. Where JavaScript turns an attribute that is missing, a boolean or
 * an empty text into something that compares, the condition says so for each of these.
 */
final class Comparison {

    private static final Map<String, String> ORDER = Map.of("lt", "<", "lte", "<=", "gt", ">", "gte", ">=", "eq", "=");

    private static final Pattern VERSION =
            Pattern.compile("v?(\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}(-[0-9A-Za-z.]+)?)(\\+.*)?");

    private static final List<ValueNode> TURNED = List.of(BooleanNode.TRUE, BooleanNode.FALSE, TextNode.valueOf(""));

    private final Remarks remarks;
    private final ForeignCondition foreign = new ForeignCondition(MissingNode.getInstance());

    Comparison(Remarks remarks) {
        this.remarks = remarks;
    }

    Condition same(String attribute, JsonNode value) {
        Object plain = Json.value(value);
        if (plain == null) {
            return Conditions.not(Conditions.exists(attribute));
        }
        return value.isValueNode() ? Conditions.leaf(attribute, "in", List.of(plain)) : Conditions.NEVER;
    }

    Condition ordered(String attribute, String operator, JsonNode value, String pointer) {
        if (!value.isNumber()) {
            throw new Refused(
                    pointer,
                    "Only numbers can be compared by their order; for dates write 'before' or 'after', for versions "
                            + "the version operators.");
        }
        Condition leaf =
                Conditions.leaf(attribute, ORDER.getOrDefault(operator.substring(1), ""), List.of(value.doubleValue()));
        return withTurned(attribute, leaf, operator, value, TURNED);
    }

    Condition version(String attribute, String operator, JsonNode value, String pointer) {
        Matcher version = VERSION.matcher(value.asText());
        if (!version.matches()) {
            throw new Refused(pointer, "Not a version like 1.2.3; write it as one.");
        }
        remarks.differs(
                pointer,
                "Only a text like 1.2.3 or 1.2.3-rc.1, of numbers of at most five digits, compares as it did; anything "
                        + "else is no version here, so send such versions.");
        Condition leaf = Conditions.leaf(
                attribute, "semver" + ORDER.getOrDefault(operator.substring(2), ""), List.of(version.group(1)));
        return withTurned(attribute, leaf, operator, value, List.of());
    }

    Condition pattern(String attribute, String pattern, String pointer) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            return Conditions.NEVER;
        }
        remarks.differs(
                pointer,
                "A pattern has RE2's syntax here and sees the first 1,024 characters of a text, and no numbers; "
                        + "nothing to do for short texts and simple patterns.");
        Condition leaf = Conditions.leaf(attribute, "matches", List.of(pattern));
        return withTurned(
                attribute, leaf, "$regex", TextNode.valueOf(pattern), List.of(BooleanNode.TRUE, BooleanNode.FALSE));
    }

    private Condition withTurned(
            String attribute, Condition leaf, String operator, JsonNode value, List<? extends JsonNode> turned) {
        JsonNode condition = Json.object().set(operator, value);
        List<Object> also = new ArrayList<>();
        for (JsonNode each : turned) {
            if (holds(each, condition)) {
                also.add(each.isTextual() ? "" : each.booleanValue());
            }
        }
        Condition found =
                also.isEmpty() ? leaf : new Condition.Any(List.of(leaf, Conditions.leaf(attribute, "in", also)));
        return Equality.orMissing(attribute, found, holds(MissingNode.getInstance(), condition));
    }

    private boolean holds(JsonNode value, JsonNode condition) {
        return foreign.holds(
                Json.object().set("it", JsValue.missing(value) ? NullNode.getInstance() : value),
                Json.object().set("it", condition));
    }
}
