package dev.firstlight.server.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Looks over the servers' shoulders: triggers note which node takes the lease and which writes each event, and when by the
 * database's clock. They change nothing that the servers see.
 */
final class Watcher implements AutoCloseable {

    /** What a node that stands still was doing, of all its connections; a transaction first. */
    private static final String DOING = """
            SELECT CASE WHEN query ILIKE 'insert into lease%' THEN 'takes the lease'
                        WHEN xact_start IS NULL THEN 'between transactions'
                        WHEN query ILIKE 'select token from lease%' THEN 'has shared the lease'
                        WHEN query ILIKE '%from release %' AND query ILIKE '%for %update%' THEN 'has locked the release'
                        WHEN query ILIKE 'select epoch, revision%' THEN 'has locked the environment'
                        WHEN query ILIKE 'insert into release_event%' THEN 'has written the event'
                        WHEN query ILIKE 'insert%' OR query ILIKE 'update%' THEN 'writes'
                        WHEN query ILIKE 'commit%' THEN 'commits'
                        WHEN query ILIKE 'begin%' THEN 'has begun a transaction'
                        ELSE 'reads in a transaction' END AS doing
            FROM pg_stat_activity WHERE application_name = ?
            ORDER BY (xact_start IS NULL), query_start DESC LIMIT 1""";

    private final String url;
    private final Connection listening;
    private final Connection asking;

    Watcher(String url) throws SQLException {
        this.url = url;
        this.asking = open();
        Notes.take(asking);
        this.listening = open();
        try (Statement statement = listening.createStatement()) {
            statement.execute("LISTEN look");
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    /** Tells from now on when a leader looks and when an event is committed. */
    Ear ear() throws SQLException {
        return new Ear(open());
    }

    /** Waits until a leader begins to look; gives its name, or null where none did. */
    @Nullable
    String nextLook(int millis) throws SQLException {
        PGConnection notices = listening.unwrap(PGConnection.class);
        notices.getNotifications();
        PGNotification[] heard = notices.getNotifications(millis);
        return heard == null || heard.length == 0 ? null : heard[heard.length - 1].getParameter();
    }

    /** When a node other than this took the lease after a moment, by the database's clock; null while none did. */
    @Nullable
    Instant takenOver(String from, Instant after) throws SQLException {
        try (PreparedStatement statement =
                asking.prepareStatement("SELECT min(at) FROM noted_lease WHERE node <> ? AND at > ?")) {
            statement.setString(1, from);
            statement.setObject(2, after.atOffset(java.time.ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                java.time.OffsetDateTime at = rows.getObject(1, java.time.OffsetDateTime.class);
                return at == null ? null : at.toInstant();
            }
        }
    }

    String doing(String node) throws SQLException {
        List<String> found = strings(DOING, node);
        return found.isEmpty() ? "not connected" : found.get(0);
    }

    Instant now() throws SQLException {
        try (Statement statement = asking.createStatement();
                ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, java.time.OffsetDateTime.class).toInstant();
        }
    }

    /** What must never be, and is. */
    synchronized List<String> broken() throws SQLException {
        return ReleaseLaws.broken(asking);
    }

    long count(String sql, Object... values) throws SQLException {
        return Long.parseLong(strings(sql, values).get(0));
    }

    /** The first column of all rows. */
    synchronized List<String> strings(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = asking.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        listening.close();
        asking.close();
    }
}
