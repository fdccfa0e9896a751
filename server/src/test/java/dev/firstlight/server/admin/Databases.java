package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases of a test's own in one PostgreSQL, and what is in them. */
final class Databases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Databases() {}

    /** A new, empty one. */
    static DatabaseAddress create(EmbeddedDatabase server) throws SQLException {
        String name = "admin" + NUMBER.incrementAndGet();
        DatabaseAddress first = new DatabaseAddress(server.url(), "postgres", "postgres");
        try (Connection connection = first.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new DatabaseAddress(
                server.url().substring(0, server.url().lastIndexOf('/') + 1) + name, "postgres", "postgres");
    }

    static void run(DatabaseAddress database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** Every row of every table as text, in order; the tables by name. */
    static Map<String, List<String>> contents(Connection connection) throws SQLException {
        Map<String, List<String>> contents = new TreeMap<>();
        for (Manifest.Table table : new Catalog(connection).tables()) {
            contents.put(
                    table.name(),
                    rows(
                            connection,
                            "SELECT t::text FROM " + Catalog.quote(table.name())
                                    + " t ORDER BY t::text COLLATE \"C\""));
        }
        return contents;
    }

    static Map<String, List<String>> contents(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            return contents(connection);
        }
    }

    static int size(Map<String, List<String>> contents, String table) {
        return contents.getOrDefault(table, List.of()).size();
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }
}
