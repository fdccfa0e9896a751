package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Remarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What constraints become. */
final class ConstraintImport {

    private static final Map<String, String> ORDER =
            Map.of("EQ", "=", "GT", ">", "GTE", ">=", "LT", "<", "LTE", "<=", "AFTER", "after", "BEFORE", "before");
    private static final Map<String, String> TEXT =
            Map.of("CONTAINS", "contains", "STARTS_WITH", "startsWith", "ENDS_WITH", "endsWith");

    /** What is written without all three numbers, or with a v before them, is no version there. */
    private static final String VERSION = "^[0-9]+[.][0-9]+[.][0-9]+";

    private final Fields fields;
    private final Remarks remarks;

    ConstraintImport(Fields fields, Remarks remarks) {
        this.fields = fields;
        this.remarks = remarks;
    }

    /** All of a list of them. */
    List<Condition> all(JsonNode constraints, String pointer) {
        List<Condition> all = new ArrayList<>();
        for (int i = 0; i < constraints.size(); i++) {
            all.add(read(Constraint.of(constraints.get(i)), Problem.at(pointer, i)));
        }
        return all;
    }

    private Condition read(Constraint constraint, String pointer) {
        constraint.requireReadableDate(pointer);
        if (constraint.kind() == Constraint.Kind.UNKNOWN) {
            remarks.differs(
                    pointer + "/operator",
                    "Current SDKs do not know the operator '" + constraint.op()
                            + "' and take the constraint as not met; so it is here.");
            return Conditions.NEVER;
        }
        Condition condition = compared(constraint, pointer);
        if (!constraint.inverted()) {
            return condition;
        }
        return condition.equals(Conditions.NEVER) ? Conditions.ALWAYS : Conditions.not(condition);
    }

    private Condition compared(Constraint constraint, String pointer) {
        String at = pointer + "/contextName";
        String attribute = Fields.text(constraint.field(), at);
        return switch (constraint.kind()) {
            case LIST -> {
                Condition in = constraint.values().isEmpty()
                        ? Conditions.NEVER
                        : Conditions.leaf(attribute, "in", constraint.values());
                boolean not = constraint.op().equals("NOT_IN");
                yield !not ? in : constraint.values().isEmpty() ? Conditions.ALWAYS : Conditions.not(in);
            }
            case TEXT -> text(attribute, constraint, pointer);
            case NUMBER -> number(fields.number(constraint.field(), at), constraint);
            case DATE -> {
                remarks.differs(
                        pointer,
                        "Here an application says what time it is: send the attribute 'currentTime', in the form "
                                + "2026-01-31T00:00:00Z.");
                long millis = Objects.requireNonNull(Constraint.millis(constraint.value()));
                yield Conditions.leaf(
                        attribute,
                        order(constraint),
                        List.of(Instant.ofEpochMilli(millis).toString()));
            }
            case VERSION ->
                Conditions.all(List.of(
                        Conditions.leaf(attribute, "matches", List.of(VERSION)),
                        Conditions.leaf(attribute, "semver" + order(constraint), List.of(constraint.value()))));
            case PATTERN -> pattern(attribute, constraint.value(), pointer);
            case UNREADABLE, UNKNOWN -> Conditions.NEVER;
        };
    }

    private static String order(Constraint constraint) {
        return ORDER.getOrDefault(constraint.op(), "");
    }

    private static Condition number(String attribute, Constraint constraint) {
        Double number = Objects.requireNonNull(Fields.number(constraint.value()));
        return constraint.op().equals("EQ")
                ? Conditions.leaf(attribute, "in", List.of(number))
                : Conditions.leaf(attribute, order(constraint), List.of(number));
    }

    private Condition text(String attribute, Constraint constraint, String pointer) {
        if (constraint.values().isEmpty()) {
            return Conditions.NEVER;
        }
        if (!constraint.ignoreCase()) {
            return Conditions.leaf(attribute, TEXT.getOrDefault(constraint.op(), ""), constraint.values());
        }
        String before = constraint.op().equals("STARTS_WITH") ? "^" : "";
        String after = constraint.op().equals("ENDS_WITH") ? "$" : "";
        return Conditions.any(constraint.values().stream()
                .map(value -> pattern(attribute, before + anyCase(value) + after, pointer))
                .toList());
    }

    private Condition pattern(String attribute, String pattern, String pointer) {
        remarks.differs(
                pointer, "A pattern sees the first 1,024 characters of a text here; nothing to do for shorter.");
        return Conditions.leaf(attribute, "matches", List.of(pattern));
    }

    /** A pattern for a text in small or capital letters. */
    private static String anyCase(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .mapToObj(ConstraintImport::anyCase)
                .collect(Collectors.joining());
    }

    private static String anyCase(int letter) {
        // The signs of Kelvin, Ångström and Ohm become the letters k, å and ω.
        IntStream candidates = IntStream.of(
                letter, Character.toUpperCase(letter), Character.toTitleCase(letter), 0x212A, 0x212B, 0x2126);
        List<String> all = candidates
                .filter(each -> each == letter || Character.toLowerCase(each) == letter)
                .distinct()
                .mapToObj(each -> com.google.re2j.Pattern.quote(Character.toString(each)))
                .toList();
        return all.size() == 1
                ? all.get(0)
                : Stream.of("[", String.join("", all), "]").collect(Collectors.joining());
    }
}
