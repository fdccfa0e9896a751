package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Counts a release anew from the rows of its units, as if nothing had been counted while they came. */
final class Recount {
    private static final String CELLS = """
            SELECT c.id, c.units, count(e.unit) FROM measured m JOIN tally_cell c ON c.release_no = m.no
            LEFT JOIN exposure e ON e.release_no = m.no AND e.cell = c.id
            WHERE m.release_id = ? GROUP BY c.id, c.units ORDER BY c.id""";
    private static final String KEPT = """
            SELECT concat_ws(' ', t.metric, t.cell, t.units, trim_scale(t.events), trim_scale(t.events_squared),
                t.measuring, trim_scale(t.means), trim_scale(t.means_squared))
            FROM measured m JOIN tally_cell c ON c.release_no = m.no JOIN tally t ON t.cell = c.id
            WHERE m.release_id = ? ORDER BY t.metric, t.cell""";
    private static final String COUNTED = """
            SELECT concat_ws(' ', o.metric, e.cell, count(*), trim_scale(sum(o.happened)),
                trim_scale(sum(o.happened::numeric * o.happened)), count(o.total),
                trim_scale(coalesce(sum(o.total / nullif(o.measured, 0)), 0)),
                trim_scale(coalesce(sum((o.total / nullif(o.measured, 0)) * (o.total / nullif(o.measured, 0))), 0)))
            FROM measured m JOIN exposure e ON e.release_no = m.no
            JOIN outcome o ON o.release_no = m.no AND o.unit = e.unit
            WHERE m.release_id = ? AND e.cell IS NOT NULL GROUP BY o.metric, e.cell ORDER BY o.metric, e.cell""";
    private static final String KEPT_TIMES = """
            SELECT concat_ws(' ', t.metric, t.cell, t.bucket, t.units)
            FROM measured m JOIN tally_cell c ON c.release_no = m.no JOIN tally_time t ON t.cell = c.id
            WHERE m.release_id = ? ORDER BY t.metric, t.cell, t.bucket""";
    private static final String COUNTED_TIMES = """
            SELECT concat_ws(' ', o.metric, e.cell, o.first, count(*))
            FROM measured m JOIN exposure e ON e.release_no = m.no
            JOIN outcome o ON o.release_no = m.no AND o.unit = e.unit
            WHERE m.release_id = ? AND e.cell IS NOT NULL AND o.first IS NOT NULL
            GROUP BY o.metric, e.cell, o.first ORDER BY o.metric, e.cell, o.first""";

    private final DataSource database;
    private final String release;

    Recount(DataSource database, String release) {
        this.database = database;
        this.release = release;
    }

    /** Lets the release be measured in the project's only environment. */
    void measure(String project) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO measured (release_id,"
                        + " environment_id) SELECT ?, id FROM environment WHERE project = ?")) {
            statement.setString(1, release);
            statement.setString(2, project);
            statement.executeUpdate();
        }
    }

    /** Runs a statement whose only parameter is the release. */
    void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, release);
            statement.executeUpdate();
        }
    }

    void assertTalliesAreExact() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(CELLS)) {
            query.setString(1, release);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    assertThat(rows.getLong(2))
                            .as("units of cell " + rows.getInt(1))
                            .isEqualTo(rows.getLong(3));
                }
            }
        }
        assertThat(lines(KEPT)).isEqualTo(lines(COUNTED));
        assertThat(lines(KEPT_TIMES)).isEqualTo(lines(COUNTED_TIMES));
    }

    /** Units that were exposed outside a warm-up. */
    long exposed() throws SQLException {
        return lines(CELLS.replace("SELECT c.id, c.units, count(e.unit)", "SELECT c.units::text")).stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private List<String> lines(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, release);
            try (ResultSet rows = query.executeQuery()) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        }
    }
}
