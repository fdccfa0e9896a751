package dev.firstlight.server.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as requests write them: years have four digits, which is what the standard says and the database keeps. */
public final class Rfc3339 {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Rfc3339() {}

    /**
     * Reads a time with an offset.
     *
     * @throws DateTimeException where it is none
     */
    public static Instant parse(String text) {
        return within(OffsetDateTime.parse(text).toInstant());
    }

    /**
     * The time itself.
     *
     * @throws DateTimeException where its year has more than four digits
     */
    public static Instant within(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("a year has four digits");
        }
        return time;
    }
}
