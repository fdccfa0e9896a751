package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants as LaunchDarkly reads them: RFC 3339, or epoch milliseconds. */
final class Instants {

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private Instants() {}

    static boolean readable(JsonNode value) {
        return of(value) != null;
    }

    static @Nullable Instant of(JsonNode value) {
        if (value.isNumber()) {
            return Instant.ofEpochMilli(value.longValue());
        }
        if (!value.isTextual() || !RFC_3339.matcher(value.textValue()).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.textValue()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
