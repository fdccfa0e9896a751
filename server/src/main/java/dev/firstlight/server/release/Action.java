package dev.firstlight.server.release;

import java.util.Locale;

/** What a person can do with a release. */
enum Action {
    START,
    PAUSE,
    RESUME,
    PROMOTE,
    ROLLBACK,
    ABORT,
    ACKNOWLEDGE;

    /** Whether it only makes things safer. */
    boolean stops() {
        return this == PAUSE || this == ROLLBACK || this == ABORT;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
