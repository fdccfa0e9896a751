package dev.firstlight.server.platform;

import io.vertx.pgclient.PgException;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from a request that is wrong. */
public final class ConnectionTrouble {

    private ConnectionTrouble() {}

    /** Whether the database did not answer, rather than refuse. */
    public static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.io.IOException
                    || cause instanceof io.vertx.core.VertxException
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException
                    || (cause instanceof PgException pg && isServerGoing(pg.getSqlState()))) {
                return true;
            }
        }
        return false;
    }

    /** Classes 08 (connection), 53 (resources) and 57P (shutting down). */
    private static boolean isServerGoing(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }
}
