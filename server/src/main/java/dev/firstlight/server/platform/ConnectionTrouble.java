package dev.firstlight.server.platform;

import java.util.concurrent.TimeoutException;

/** Tells a database that is away from a request that is wrong. */
public final class ConnectionTrouble {

    private ConnectionTrouble() {}

    /** Whether the database did not answer, rather than refuse. */
    public static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What the server says is no trouble with reaching it, unless it says so.
            String state = SqlState.of(cause);
            if (state != null) {
                return isServerGoing(state);
            }
            if (cause instanceof java.io.IOException
                    || cause instanceof io.vertx.core.VertxException
                    // The pool's word for having no connection to give.
                    || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Classes 08 (connection), 53 (resources) and 57P (shutting down). */
    private static boolean isServerGoing(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }
}
