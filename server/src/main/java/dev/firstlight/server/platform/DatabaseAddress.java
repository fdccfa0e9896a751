package dev.firstlight.server.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where the database is, and as whom we speak to it.
 *
 * @param url {@code postgresql://host:port/name}
 */
public record DatabaseAddress(String url, String username, String password) {

    /** The address as JDBC takes it. */
    public String jdbc() {
        return "jdbc:" + url;
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
