package dev.firstlight.server.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes to the audit from a command, where no server runs. */
public final class JdbcAudit {

    private static final String HEAD = "INSERT INTO audit_head (project, seq, hash) VALUES (?, 1, ?)"
            + " ON CONFLICT (project) DO UPDATE SET seq = audit_head.seq + 1 RETURNING seq, hash";

    private static final String ROW =
            "INSERT INTO audit (project, seq, at, actor, action, subject, comment, before, after,"
                    + " previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private JdbcAudit() {}

    /** Appends a row in the connection's transaction, as {@link Audit#append} does. */
    public static void append(Connection connection, AuditEntry entry, Instant at) throws SQLException {
        Anchor head = advance(connection, entry.project());
        AuditRow row = new AuditRow(
                entry.project(),
                head.seq(),
                at.truncatedTo(ChronoUnit.MICROS),
                entry.actor().id(),
                entry.action(),
                entry.subject(),
                entry.comment(),
                entry.before(),
                entry.after());
        String hash = AuditChain.hash(head.hash(), row);
        execute(
                connection,
                ROW,
                row.project(),
                row.seq(),
                row.at().atOffset(ZoneOffset.UTC),
                row.actor(),
                row.action(),
                row.subject(),
                row.comment(),
                row.before(),
                row.after(),
                head.hash(),
                hash);
        execute(connection, "UPDATE audit_head SET hash = ? WHERE project = ?", hash, row.project());
    }

    private static Anchor advance(Connection connection, String project) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setString(1, project);
            statement.setString(2, AuditChain.BEGINNING);
            try (ResultSet head = statement.executeQuery()) {
                head.next();
                return new Anchor(head.getLong(1), head.getString(2));
            }
        }
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
