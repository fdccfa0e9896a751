package dev.firstlight.source;

import java.io.IOException;
import java.time.Duration;

/** The head of an answer had no end. Java's client gives such an answer up, and before JDK 21 its connection stays open. */
final class FloodException extends IOException {

    /** Each attempt may cost a connection, so there are few. */
    static final Duration AWAY = Duration.ofMinutes(5);

    private static final long serialVersionUID = 1;

    FloodException(Throwable cause) {
        super("the head of the server's answer is too large", cause);
    }

    /** Java has no type for it. */
    static boolean is(Throwable failure) {
        return failure instanceof java.net.ProtocolException
                && String.valueOf(failure.getMessage()).contains("eader size");
    }
}
