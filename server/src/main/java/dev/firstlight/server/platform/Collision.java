package dev.firstlight.server.platform;

import java.util.Set;
import org.hibernate.StaleStateException;

/** Tells a request that met another one on its way from one that is wrong. */
final class Collision {

    /** A row it belongs to is gone, a row like it was there first, or two waited for each other. */
    private static final Set<String> STATES = Set.of("23503", "23505", "40001", "40P01");

    private Collision() {}

    static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = SqlState.of(cause);
            if (state != null) {
                return STATES.contains(state);
            }
            // A row was read, and was gone when it was to be written.
            if (cause instanceof StaleStateException) {
                return true;
            }
        }
        return false;
    }
}
