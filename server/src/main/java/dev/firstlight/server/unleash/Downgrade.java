package dev.firstlight.server.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes features as an older SDK understands them. What it could not understand it would pass over, and be on for people
 * it should be off for; such a feature is left out.
 */
final class Downgrade {

    private static final Set<String> OLDEST = Set.of("IN", "NOT_IN");
    private static final Pattern LITERAL = Pattern.compile("(\\^?)([A-Za-z0-9_@-]+(?:\\|[A-Za-z0-9_@-]+)*+)(\\$?)");
    private static final Pattern GROUP = Pattern.compile("\\^\\((?:\\?:)?([^()]+)\\)\\$");

    private final ClientSpec spec;
    private final Map<Integer, JsonNode> segments = new HashMap<>();

    /**
     * For SDKs of a version.
     *
     * @param segments those that the features may name
     */
    Downgrade(ClientSpec spec, JsonNode segments) {
        this.spec = spec;
        segments.forEach(segment -> this.segments.put(segment.path("id").asInt(), segment));
    }

    private static final class TooNew extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooNew(String what, ClientSpec since) {
            super(what + " needs version " + since + " of the client specification.", null, false, false);
        }
    }

    /** A feature, or why it is left out. */
    record Written(@Nullable ObjectNode feature, @Nullable String leftOut) {}

    /** A copy of a feature. */
    Written feature(ObjectNode original) {
        ObjectNode feature = original.deepCopy();
        try {
            if (!feature.path("dependencies").isEmpty() && !spec.has(ClientSpec.DEPENDENCIES)) {
                throw new TooNew("A feature that depends on others", ClientSpec.DEPENDENCIES);
            }
            for (JsonNode strategy : feature.path("strategies")) {
                strategy((ObjectNode) strategy);
            }
            if (!spec.has(ClientSpec.STRATEGY_VARIANTS)) {
                raiseVariants(feature);
            }
            return new Written(feature, null);
        } catch (TooNew e) {
            return new Written(null, e.getMessage());
        }
    }

    private void strategy(ObjectNode strategy) {
        ArrayNode constraints = Json.list();
        strategy.path("constraints").forEach(constraint -> constraints.add(constraint((ObjectNode) constraint)));
        ArrayNode named = Json.list();
        for (JsonNode id : strategy.path("segments")) {
            ArrayNode inside = Json.list();
            JsonNode original = segments.getOrDefault(id.asInt(), Json.object()).path("constraints");
            original.forEach(constraint -> inside.add(constraint(((ObjectNode) constraint).deepCopy())));
            if (spec.has(ClientSpec.SEGMENTS) && inside.equals(original)) {
                named.add(id);
            } else {
                constraints.addAll(inside);
            }
        }
        if (spec.has(ClientSpec.SEGMENTS)) {
            strategy.set("segments", named);
        } else {
            strategy.remove("segments");
        }
        strategy.set("constraints", constraints);
    }

    private ObjectNode constraint(ObjectNode constraint) {
        if (constraint.path("operator").asText().equals("REGEX") && !spec.has(ClientSpec.PATTERNS)) {
            withoutPattern(constraint);
        }
        if (spec.has(ClientSpec.OPERATORS)) {
            return constraint;
        }
        String operator = constraint.path("operator").asText();
        if (!OLDEST.contains(operator) || constraint.path("caseInsensitive").asBoolean()) {
            throw new TooNew("The operator " + operator, ClientSpec.OPERATORS);
        }
        if (constraint.path("inverted").asBoolean()) {
            constraint.put("operator", operator.equals("IN") ? "NOT_IN" : "IN");
        }
        constraint.remove("inverted");
        return constraint;
    }

    /** A pattern of nothing but letters is one of the comparisons that every SDK knows. */
    private static void withoutPattern(ObjectNode constraint) {
        String pattern = constraint.path("value").asText();
        Matcher group = GROUP.matcher(pattern);
        Matcher literal = LITERAL.matcher(group.matches() ? "^" + group.group(1) + "$" : pattern);
        boolean several = pattern.indexOf('|') >= 0;
        if (!literal.matches() || (several && !group.matches())) {
            throw new TooNew("The operator REGEX", ClientSpec.PATTERNS);
        }
        boolean begins = !literal.group(1).isEmpty();
        boolean ends = !literal.group(3).isEmpty();
        constraint.put(
                "operator",
                begins && ends ? "IN" : begins ? "STR_STARTS_WITH" : ends ? "STR_ENDS_WITH" : "STR_CONTAINS");
        ArrayNode values = constraint.putArray("values");
        List.of(literal.group(2).split("\\|")).forEach(values::add);
        constraint.remove("value");
    }

    /** Variants that all strategies have, in the group of the feature's name, are those of the feature. */
    private static void raiseVariants(ObjectNode feature) {
        Set<JsonNode> variants = new LinkedHashSet<>();
        boolean named = true;
        for (JsonNode strategy : feature.path("strategies")) {
            variants.add(strategy.path("variants"));
            named &= strategy.path("variants").isEmpty()
                    || strategy.path("parameters")
                            .path("groupId")
                            .asText()
                            .equals(feature.path("name").asText());
        }
        JsonNode first = variants.isEmpty() ? Json.list() : variants.iterator().next();
        boolean none = variants.stream().allMatch(JsonNode::isEmpty);
        if (!none && (variants.size() > 1 || !named || !feature.path("variants").isEmpty())) {
            throw new TooNew("A strategy with variants of its own", ClientSpec.STRATEGY_VARIANTS);
        }
        if (!none) {
            feature.set("variants", first);
        }
        feature.path("strategies").forEach(strategy -> ((ObjectNode) strategy).remove("variants"));
    }
}
