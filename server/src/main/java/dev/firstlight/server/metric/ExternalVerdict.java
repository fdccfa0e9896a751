package dev.firstlight.server.metric;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else says of a release.
 *
 * @param until when it stops to count
 * @param detail in their words
 * @param url where one can read more
 */
public record ExternalVerdict(
        Says says,
        Instant at,
        Instant until,
        @Nullable String detail,
        @Nullable String url) {

    /** The three things that can be said. */
    public enum Says {
        PASS,
        FAIL,
        HOLD;

        static Says of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
