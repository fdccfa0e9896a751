package dev.firstlight.source;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** What a server asks of those it turns away. */
final class RetryAfter {

    /** A server that asks for more is not believed: nobody should have to restart applications. */
    private static final long MOST_SECONDS = 300;

    private RetryAfter() {}

    /** Zero where the server asks for nothing, or for a date: its clock may not be ours. */
    static Duration of(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        boolean seconds =
                !value.isEmpty() && value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return seconds ? Duration.ofSeconds(Math.min(Long.parseLong(value), MOST_SECONDS)) : Duration.ZERO;
    }
}
