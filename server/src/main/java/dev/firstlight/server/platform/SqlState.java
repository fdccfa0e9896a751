package dev.firstlight.server.platform;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the database's server itself said was wrong. */
final class SqlState {

    private SqlState() {}

    /** The five letters of SQLSTATE, or null where this is not the server's word; its causes are not looked at. */
    static @Nullable String of(Throwable failure) {
        if (failure instanceof PgException pg) {
            return pg.getSqlState();
        }
        // As the object mapper passes it on.
        return failure instanceof SQLException sql ? sql.getSQLState() : null;
    }
}
