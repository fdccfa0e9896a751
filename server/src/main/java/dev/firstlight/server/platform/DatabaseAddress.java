package dev.firstlight.server.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, and as whom we speak to it.
 *
 * @param url {@code postgresql://host:port/name}
 * @param ca a file with the certificate of who signs the database's, where it is spoken to over TLS
 */
public record DatabaseAddress(
        String url,
        String username,
        String password,
        @Nullable String ca) {

    /** One that is spoken to as its address says. */
    public DatabaseAddress(String url, String username, String password) {
        this(url, username, password, null);
    }

    /** The address as JDBC takes it. */
    public String jdbc() {
        return ca == null ? "jdbc:" + url : DatabaseTls.secured("jdbc:" + url, ca);
    }

    /** Opens a connection, for commands; the service has its pools. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc(), username, password);
    }

    @Override
    public String toString() {
        return url;
    }
}
