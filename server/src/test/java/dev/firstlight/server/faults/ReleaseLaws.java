package dev.firstlight.server.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What never is in the releases that the database has, whatever happened to whoever carried them out. */
public final class ReleaseLaws {

    private static final List<String> NEVER = List.of(
            "SELECT 'steps of ' || release_id || ' are not consecutive' FROM release_event GROUP BY release_id"
                    + " HAVING min(step) <> 1 OR max(step) <> count(*)",
            "SELECT 'the version of ' || r.id || ' is not its last step' FROM release r"
                    + " WHERE r.version <> (SELECT max(step) FROM release_event WHERE release_id = r.id)",
            "SELECT release_id || ' is ' || kind || ' ' || count(*) || ' times' FROM release_event"
                    + " WHERE kind IN ('started', 'rolledBack', 'completed', 'aborted', 'watched')"
                    + " GROUP BY release_id, kind HAVING count(*) <> 1",
            "SELECT id || ' is ' || state || ' without a word' FROM release r WHERE NOT EXISTS (SELECT FROM release_event"
                    + " WHERE release_id = r.id AND kind IN ('rolledBack', 'completed', 'aborted'))",
            "SELECT release_id || ' goes from stage ' || before || ' to ' || stage FROM (SELECT release_id, step, kind,"
                    + " stage, lag(stage) OVER (PARTITION BY release_id ORDER BY step) AS before FROM release_event) e"
                    + " WHERE kind = 'advanced' AND stage <> before + 1 OR kind NOT IN ('started', 'advanced')"
                    + " AND stage <> before",
            "SELECT release_id || ' goes on after its end' FROM release_event e JOIN (SELECT release_id, min(step) AS last"
                    + " FROM release_event WHERE kind IN ('rolledBack', 'aborted', 'watched') GROUP BY release_id) l"
                    + " USING (release_id) WHERE step > last AND kind NOT IN ('acknowledged', 'confirmed', 'unconfirmed')",
            "SELECT 'flags were written ' || w || ' times for ' || e || ' events' FROM (SELECT"
                    + " (SELECT count(*) FROM change_log WHERE action LIKE 'release.%') AS w,"
                    + " (SELECT count(*) FROM release_event WHERE decision IN ('ADVANCE', 'COMPLETE', 'ROLL_BACK')) AS e) n"
                    + " WHERE w <> e");

    private ReleaseLaws() {}

    /** All that is. */
    public static List<String> broken(Connection connection) throws SQLException {
        List<String> broken = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String never : NEVER) {
                try (ResultSet rows = statement.executeQuery(never)) {
                    while (rows.next()) {
                        broken.add(rows.getString(1));
                    }
                }
            }
        }
        return broken;
    }
}
