package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.SafePattern;
import dev.firstlight.server.exchange.ForeignVersion;
import dev.firstlight.server.exchange.Refused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A constraint, read as Unleash's SDK for Node.js reads it.
 *
 * @param field of the context
 * @param kind what is compared
 * @param op how: {@code IN}, {@code GT}, …
 * @param values texts, or the one number, instant, version or pattern
 * @param ignoreCase whether texts are compared in small letters
 * @param inverted whether it holds where the comparison does not
 */
record Constraint(String field, Kind kind, String op, List<String> values, boolean ignoreCase, boolean inverted) {

    /** What operators compare. */
    enum Kind {
        LIST,
        TEXT,
        NUMBER,
        DATE,
        VERSION,
        PATTERN,
        /** The value is none that the operator can compare with. */
        UNREADABLE,
        /** The operator is not known; the constraint never holds, inverted or not. */
        UNKNOWN
    }

    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern VERSION = Pattern.compile("[0-9]+[.][0-9]+[.][0-9]+([-+].*)?");

    static Constraint of(JsonNode node) {
        String operator = node.path("operator").asText();
        String value = node.path("value").asText("");
        return switch (operator) {
            case "IN", "NOT_IN" -> constraint(node, Kind.LIST, operator, values(node));
            case "STR_CONTAINS", "STR_STARTS_WITH", "STR_ENDS_WITH" ->
                constraint(node, Kind.TEXT, operator.substring(4), values(node));
            case "NUM_EQ", "NUM_GT", "NUM_GTE", "NUM_LT", "NUM_LTE" ->
                one(node, Fields.number(value) != null, Kind.NUMBER, operator.substring(4), value);
            case "DATE_AFTER", "DATE_BEFORE" ->
                one(node, millis(value) != null, Kind.DATE, operator.substring(5), value);
            case "SEMVER_EQ", "SEMVER_GT", "SEMVER_LT" -> {
                String version = value.strip().replaceFirst("^[v=]+", "");
                yield one(node, version(version) != null, Kind.VERSION, operator.substring(7), version);
            }
            case "REGEX" -> one(node, !SafePattern.isNone(value), Kind.PATTERN, operator, value);
            default -> constraint(node, Kind.UNKNOWN, operator, List.of());
        };
    }

    private static Constraint one(JsonNode node, boolean readable, Kind kind, String op, String value) {
        return constraint(node, readable ? kind : Kind.UNREADABLE, op, List.of(value));
    }

    private static Constraint constraint(JsonNode node, Kind kind, String op, List<String> values) {
        // A date is always compared with the current time, whatever the field.
        boolean date = node.path("operator").asText().startsWith("DATE_");
        return new Constraint(
                date ? Fields.CURRENT_TIME : node.path("contextName").asText(),
                kind,
                op,
                values,
                node.path("caseInsensitive").asBoolean(),
                node.path("inverted").asBoolean());
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : node.path("values")) {
            if (!value.asText().isEmpty()) {
                values.add(value.asText().strip());
            }
        }
        return values;
    }

    String value() {
        return values.get(0);
    }

    /** That a date can be read the same everywhere. */
    void requireReadableDate(String pointer) {
        if (kind == Kind.UNREADABLE && (op.equals("AFTER") || op.equals("BEFORE")) && !value().isEmpty()) {
            throw new Refused(
                    pointer + "/value", "SDKs read this date differently; write it like 2026-01-31T00:00:00Z.");
        }
    }

    /** Null where the text is no instant. */
    static @Nullable Long millis(@Nullable String text) {
        try {
            if (text != null && DAY.matcher(text).matches()) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            return text != null && DATE.matcher(text).matches()
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A version has all three numbers and no v before them; null where the text is none. */
    static @Nullable ForeignVersion version(@Nullable String text) {
        return text != null && VERSION.matcher(text).matches() ? ForeignVersion.parse(text) : null;
    }
}
