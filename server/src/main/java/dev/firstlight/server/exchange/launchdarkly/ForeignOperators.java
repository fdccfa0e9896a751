package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.exchange.ForeignVersion;
import dev.firstlight.server.exchange.Patience;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** LaunchDarkly's operators by their own rules. */
final class ForeignOperators {

    private static final int INCOMPARABLE = 2;

    private ForeignOperators() {}

    /** Whether a single value (no list) matches an operator with another; never for an operator that is not known. */
    static boolean matches(String op, JsonNode value, JsonNode with) {
        return switch (op) {
            case "in" -> equal(value, with);
            case "startsWith" -> texts(value, with) && value.textValue().startsWith(with.textValue());
            case "endsWith" -> texts(value, with) && value.textValue().endsWith(with.textValue());
            case "contains" -> texts(value, with) && value.textValue().contains(with.textValue());
            case "matches" -> texts(value, with) && found(value.textValue(), with.textValue());
            case "lessThan" -> numbers(value, with) && value.doubleValue() < with.doubleValue();
            case "lessThanOrEqual" -> numbers(value, with) && value.doubleValue() <= with.doubleValue();
            case "greaterThan" -> numbers(value, with) && value.doubleValue() > with.doubleValue();
            case "greaterThanOrEqual" -> numbers(value, with) && value.doubleValue() >= with.doubleValue();
            case "before" -> instants(value, with) == -1;
            case "after" -> instants(value, with) == 1;
            case "semVerEqual" -> versions(value, with) == 0;
            case "semVerLessThan" -> versions(value, with) == -1;
            case "semVerGreaterThan" -> versions(value, with) == 1;
            default -> false;
        };
    }

    /** Null where the text is none. */
    static @Nullable Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static boolean equal(JsonNode value, JsonNode with) {
        return numbers(value, with) ? value.doubleValue() == with.doubleValue() : value.equals(with);
    }

    private static boolean texts(JsonNode value, JsonNode with) {
        return value.isTextual() && with.isTextual();
    }

    private static boolean numbers(JsonNode value, JsonNode with) {
        return value.isNumber() && with.isNumber();
    }

    private static boolean found(String text, String pattern) {
        Pattern compiled = pattern(pattern);
        return compiled != null && Patience.found(compiled, text);
    }

    private static int instants(JsonNode value, JsonNode with) {
        Instant instant = Instants.of(value);
        Instant other = Instants.of(with);
        return instant == null || other == null ? INCOMPARABLE : Integer.signum(instant.compareTo(other));
    }

    private static int versions(JsonNode value, JsonNode with) {
        ForeignVersion version = value.isTextual() ? ForeignVersion.parse(value.textValue()) : null;
        ForeignVersion other = with.isTextual() ? ForeignVersion.parse(with.textValue()) : null;
        return version == null || other == null ? INCOMPARABLE : Integer.signum(version.compareTo(other));
    }
}
