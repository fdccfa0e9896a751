package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.SafePattern;
import dev.firstlight.server.exchange.ForeignVersion;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Constraints by Unleash's rules. */
final class ForeignConstraints {

    private final Fields fields;

    ForeignConstraints(Fields fields) {
        this.fields = fields;
    }

    boolean all(JsonNode constraints, JsonNode context) {
        for (JsonNode node : constraints) {
            Constraint constraint = Constraint.of(node);
            if (constraint.kind() == Constraint.Kind.UNKNOWN
                    || compare(constraint, fields.value(context, constraint.field())) == constraint.inverted()) {
                return false;
            }
        }
        return true;
    }

    private static boolean compare(Constraint constraint, @Nullable String value) {
        if (constraint.kind() == Constraint.Kind.LIST) {
            boolean in = value != null && constraint.values().contains(value);
            return in == constraint.op().equals("IN");
        }
        if (value == null) {
            return false;
        }
        return switch (constraint.kind()) {
            case TEXT -> text(constraint, value);
            case NUMBER -> order(constraint, Fields.number(value), Fields.number(constraint.value()));
            case DATE -> order(constraint, Constraint.millis(value), Constraint.millis(constraint.value()));
            case VERSION -> version(constraint, value);
            // One that takes too much is refused where the flag is read.
            case PATTERN ->
                SafePattern.problem(constraint.value()) == null
                        && SafePattern.of(constraint.value()).isIn(value);
            case LIST, UNREADABLE, UNKNOWN -> false;
        };
    }

    private static boolean text(Constraint constraint, String value) {
        BiPredicate<String, String> test =
                switch (constraint.op()) {
                    case "STARTS_WITH" -> String::startsWith;
                    case "ENDS_WITH" -> String::endsWith;
                    default -> String::contains;
                };
        List<String> values = constraint.values();
        return constraint.ignoreCase()
                ? values.stream().anyMatch(each -> test.test(small(value), small(each)))
                : values.stream().anyMatch(each -> test.test(value, each));
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean version(Constraint constraint, String value) {
        ForeignVersion version =
                value.matches("[0-9]+[.][0-9]+[.][0-9]+([-+].*)?") ? ForeignVersion.parse(value) : null;
        return order(constraint, version, ForeignVersion.parse(constraint.value()));
    }

    private static <T extends Comparable<T>> boolean order(Constraint constraint, @Nullable T value, @Nullable T than) {
        if (value == null || than == null) {
            return false;
        }
        int order = value.compareTo(than);
        return switch (constraint.op()) {
            case "EQ" -> order == 0;
            case "GT", "AFTER" -> order > 0;
            case "GTE" -> order >= 0;
            case "LT", "BEFORE" -> order < 0;
            default -> order <= 0;
        };
    }
}
