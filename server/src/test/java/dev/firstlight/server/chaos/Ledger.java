package dev.firstlight.server.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.audit.AuditVerification;
import dev.firstlight.server.faults.ReleaseLaws;
import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the database holds when all is over. */
final class Ledger {

    private static final String LOG =
            "SELECT c.epoch, c.revision, c.key, c.document FROM change_log c JOIN environment e ON e.id = c.environment_id"
                    + " WHERE e.project = ? AND c.kind = 'FLAG' ORDER BY c.epoch, c.revision";
    private static final String REVISIONS =
            "SELECT DISTINCT c.revision FROM change_log c JOIN environment e ON e.id = c.environment_id"
                    + " WHERE e.project = ? AND c.epoch = e.epoch UNION SELECT revision FROM environment WHERE project = ?"
                    + " ORDER BY 1";
    private static final String AUDITED =
            "SELECT subject, count(*) FROM audit WHERE project = ? AND action = 'flag.changed' GROUP BY subject";
    private static final String LOGGED =
            "SELECT e.key || '/' || c.key, count(*) FROM change_log c JOIN environment e ON e.id = c.environment_id"
                    + " WHERE e.project = ? AND c.action = 'flag.changed' GROUP BY 1";
    private static final String COUNTED =
            "SELECT c.flag, sum(c.count) FROM evaluation_count c JOIN environment e ON e.id = c.environment_id"
                    + " WHERE e.project = ? AND c.flag LIKE 'counted-%' GROUP BY c.flag";
    /** Only what the machine did by itself needs the lease. */
    private static final String ACTED =
            "SELECT micros, node, lease, what FROM (SELECT extract(epoch FROM at) * 1000000 AS micros, node, true AS lease,"
                    + " '' AS what FROM noted_lease UNION ALL SELECT extract(epoch FROM n.at) * 1000000, n.node, false,"
                    + " n.release_id || ' ' || e.kind FROM noted_event n JOIN release_event e"
                    + " ON e.release_id = n.release_id AND e.step = n.step WHERE e.actor = 'system') a ORDER BY micros";

    private static final String TARGETS =
            "SELECT t.flag, t.document FROM targeting t WHERE t.project = ? AND t.flag LIKE 'set-%'";

    private final Cluster cluster;
    private final Connection connection;

    Ledger(Cluster cluster, Connection connection) {
        this.cluster = cluster;
        this.connection = connection;
    }

    private interface Row {
        void take(ResultSet row) throws SQLException, IOException;
    }

    private void each(String sql, Row row, Object... values) throws SQLException, IOException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        }
    }

    Truth truth() throws SQLException, IOException {
        Truth truth = new Truth();
        each(
                LOG,
                row -> truth.put(
                        row.getString(3), Position.of(row.getLong(1), row.getLong(2)), variant(row.getString(4))),
                Project.KEY);
        truth.reached(cluster.position(Project.KEY));
        return truth;
    }

    /** What everybody gets who is no target. */
    private static String variant(String document) throws IOException {
        JsonNode flag = Json.parse(document);
        return flag.path("enabled").asBoolean()
                ? flag.path("default").path("variant").asText()
                : flag.path("offVariant").asText();
    }

    List<Long> revisions() throws SQLException, IOException {
        List<Long> revisions = new ArrayList<>();
        each(REVISIONS, row -> revisions.add(row.getLong(1)), Project.KEY, Project.KEY);
        return revisions;
    }

    /** The keys that each flag of a set targets. */
    Map<String, Set<String>> targets() throws SQLException, IOException {
        Map<String, Set<String>> targets = new HashMap<>();
        each(TARGETS, row -> targets.put(row.getString(1), keys(Json.parse(row.getString(2)))), Project.KEY);
        return targets;
    }

    static Set<String> keys(JsonNode flag) {
        Set<String> keys = new HashSet<>();
        flag.path("targets").forEach(target -> target.path("keys").forEach(key -> keys.add(key.asText())));
        return keys;
    }

    Map<String, Long> counted() throws SQLException, IOException {
        return numbers(COUNTED);
    }

    /** Changes of flags without a row in the audit, or rows without a change; and where its chain is broken. */
    List<String> audit() throws SQLException, IOException {
        List<String> wrong = new ArrayList<>(Rows.sums(numbers(LOGGED), numbers(AUDITED)));
        AuditVerification.of(
                        new DatabaseAddress(cluster.databaseUrl().substring("jdbc:".length()), "postgres", "postgres"),
                        List.of(Project.KEY),
                        null)
                .forEach((project, verdict) -> {
                    if (!verdict.ok()) {
                        wrong.add("the audit is broken at row " + verdict.brokenAt() + ": " + verdict.problem());
                    }
                });
        return wrong;
    }

    private Map<String, Long> numbers(String sql) throws SQLException, IOException {
        Map<String, Long> numbers = new HashMap<>();
        each(sql, row -> numbers.put(row.getString(1), row.getLong(2)), Project.KEY);
        return numbers;
    }

    List<String> releases() throws SQLException {
        return ReleaseLaws.broken(connection);
    }

    List<Rows.Acted> acted() throws SQLException, IOException {
        List<Rows.Acted> acted = new ArrayList<>();
        each(
                ACTED,
                row -> acted.add(
                        new Rows.Acted(row.getLong(1), row.getString(2), row.getBoolean(3), row.getString(4))));
        return acted;
    }
}
