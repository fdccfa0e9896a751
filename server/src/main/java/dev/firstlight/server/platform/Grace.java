package dev.firstlight.server.platform;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** How long what another took the place of is good for yet, as requests say it in {@code expiresIn}. */
public final class Grace {

    private Grace() {}

    /**
     * Reads it.
     *
     * @param text an ISO 8601 duration
     * @param most the longest there may be
     * @param what is good, as the sentence begins: "The key before it may be taken for"
     * @throws Failure 422 at {@code /expiresIn}, where it is none, negative or longer
     */
    public static Duration of(String text, Duration most, String what) {
        Duration grace;
        try {
            grace = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw Failure.invalid("/expiresIn", "This is an ISO 8601 duration, e.g. \"P7D\" or \"PT12H\".");
        }
        if (grace.isNegative() || grace.compareTo(most) > 0) {
            throw Failure.invalid("/expiresIn", what + " \"PT0S\" to \"P" + most.toDays() + "D\".");
        }
        return grace;
    }
}
