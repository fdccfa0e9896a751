package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the clauses of rules become. */
final class ClauseImport {

    private final Set<String> segments;
    private final Remarks remarks;
    private final Operators operators;

    /**
     * An import of clauses.
     *
     * @param segments the segments of the document
     */
    ClauseImport(Set<String> segments, Remarks remarks) {
        this.segments = segments;
        this.remarks = remarks;
        this.operators = new Operators(remarks);
    }

    /** All clauses of a rule; with none it holds. */
    List<Condition> all(JsonNode rule, String pointer) {
        List<Condition> conditions = new ArrayList<>();
        JsonNode clauses = rule.path("clauses");
        for (int i = 0; i < clauses.size(); i++) {
            conditions.add(clause(clauses.get(i), Problem.at(pointer + "/clauses", i)));
        }
        return conditions;
    }

    private Condition clause(JsonNode clause, String pointer) {
        String op = clause.path("op").asText();
        boolean negate = clause.path("negate").asBoolean();
        List<JsonNode> values = new ArrayList<>();
        clause.path("values").forEach(values::add);
        if (op.equals("segmentMatch")) {
            Condition member = member(values, pointer);
            return negate ? Conditions.not(member) : member;
        }
        AttributeReference attribute =
                AttributeReference.read(clause.path("attribute").textValue(), clause.path("contextKind"));
        if (attribute == null) {
            throw new Refused(
                    pointer + "/attribute",
                    "The clause names no attribute, so LaunchDarkly serves the caller's fallback; name one.");
        }
        if (attribute.is("kind")) {
            Condition ofKind = ofKind(op, values, pointer);
            return negate ? Conditions.not(ofKind) : ofKind;
        }
        String path = attribute.path(pointer + "/attribute");
        if (attribute.names().stream().anyMatch(name -> name.contains("."))) {
            remarks.differs(
                    pointer + "/attribute",
                    "Where a context lacks '" + path + "', the dots lead into objects here; let no object have such "
                            + "members, or rename the attribute.");
        }
        Condition matches = operators.match(path, op, values, pointer);
        Condition present = Conditions.exists(path);
        if (attribute.is("anonymous")) {
            present = Conditions.exists(AttributeReference.key(attribute.kind()).path(pointer));
            matches = anonymous(path, matches, present, op, values);
        }
        return negate ? new Condition.All(List.of(present, Conditions.not(matches))) : matches;
    }

    private Condition member(List<JsonNode> values, String pointer) {
        List<Condition> any = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String key = values.get(i).textValue();
            if (key == null || !segments.contains(key)) {
                remarks.differs(
                        Problem.at(pointer + "/values", i),
                        "The segment '" + values.get(i).asText()
                                + "' is not in the document, so nobody is in it, as in LaunchDarkly; create it and "
                                + "name it here if it should be there.");
            } else {
                any.add(new Condition.InSegment(KeyName.of(key)));
            }
        }
        return Conditions.any(any);
    }

    /** A clause on the kind is tried on every kind of the context. */
    private Condition ofKind(String op, List<JsonNode> values, String pointer) {
        boolean nameable = values.stream()
                .allMatch(kind -> kind.isTextual() && !kind.textValue().contains("."));
        if (op.equals("in") && nameable) {
            return Conditions.any(values.stream()
                    .map(kind -> Conditions.exists(
                            AttributeReference.key(kind.textValue()).path(pointer)))
                    .toList());
        }
        remarks.differs(
                pointer,
                "The clause looks at the attribute 'kind'; let applications send the list of a context's kinds there.");
        return operators.match("kind", op, values, pointer);
    }

    /** A context that does not say whether it is anonymous is not. */
    private static Condition anonymous(
            String path, Condition matches, Condition present, String op, List<JsonNode> values) {
        boolean whenMissing =
                op.equals("in") && values.stream().anyMatch(value -> value.isBoolean() && !value.booleanValue());
        return whenMissing
                ? new Condition.Any(
                        List.of(matches, new Condition.All(List.of(present, Conditions.not(Conditions.exists(path))))))
                : matches;
    }
}
