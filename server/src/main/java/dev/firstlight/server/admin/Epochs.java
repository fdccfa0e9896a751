package dev.firstlight.server.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.audit.JdbcAudit;
import dev.firstlight.server.platform.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Begins a new epoch in every environment after a restore. SDKs may have seen later revisions than the backup's; only a
 * higher epoch lets them take what is served now.
 */
final class Epochs {

    private static final String RAISE = """
            UPDATE environment e SET epoch = 1 + greatest(e.epoch, ?,
                (SELECT max(epoch) FROM change_log WHERE environment_id = e.id),
                (SELECT max(epoch) FROM receipt WHERE environment_id = e.id))
            FROM environment old WHERE old.id = e.id
            RETURNING e.project, e.key, old.epoch, e.epoch, e.revision""";

    private final Connection connection;
    private final Clock clock;

    Epochs(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** An environment's epoch before and after; its revision stays. */
    record Raised(String project, String environment, long before, long after, long revision) {}

    /** Raises each beyond any that the backup has seen and beyond a given one, and says so in each project's audit. */
    List<Raised> raise(Manifest manifest, long beyond) throws SQLException {
        Map<String, List<Raised>> projects = new TreeMap<>();
        try (PreparedStatement raise = connection.prepareStatement(RAISE)) {
            raise.setLong(1, beyond);
            try (ResultSet rows = raise.executeQuery()) {
                while (rows.next()) {
                    Raised raised = new Raised(
                            rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4), rows.getLong(5));
                    projects.computeIfAbsent(raised.project(), project -> new ArrayList<>())
                            .add(raised);
                }
            }
        }
        for (Map.Entry<String, List<Raised>> project : projects.entrySet()) {
            JdbcAudit.append(connection, entry(project.getKey(), project.getValue(), manifest), clock.instant());
        }
        return projects.values().stream().flatMap(List::stream).toList();
    }

    private static AuditEntry entry(String project, List<Raised> raised, Manifest manifest) {
        ObjectNode before = Json.object();
        ObjectNode after = Json.object();
        raised.forEach(one -> {
            before.put(one.environment(), one.before());
            after.put(one.environment(), one.after());
        });
        return new AuditEntry(
                project,
                Caller.SYSTEM,
                "backup.restored",
                manifest.createdAt(),
                "Restored; every environment has a new epoch.",
                Json.object().<ObjectNode>set("epochs", before).toString(),
                Json.object().<ObjectNode>set("epochs", after).toString());
    }
}
