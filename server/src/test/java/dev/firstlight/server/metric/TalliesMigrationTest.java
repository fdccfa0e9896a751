package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept before there were tallies is in them afterwards. */
class TalliesMigrationTest {

    @Test
    void rowsThatWereKeptAreCounted(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            String url = "jdbc:" + database.url() + "?user=postgres&password=postgres";
            migrate(url, "91");
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                fill(statement);
                migrate(url, "100");
                assertThat(lines(statement, """
                        SELECT concat_ws(' ', c.region, c.stage, c.treated, sum(c.units), sum(t.units), sum(t.events))
                        FROM measured m JOIN tally_cell c ON c.release_no = m.no
                        LEFT JOIN measured_metric k ON k.release_no = m.no AND k.metric = 'error'
                        LEFT JOIN tally t ON t.cell = c.id AND t.metric = k.id
                        WHERE m.release_id = 'r' GROUP BY c.region, c.stage, c.treated ORDER BY 1""")).containsExactly("au 1 f 334 34 34", "nz 0 t 333 33 33");
                assertThat(lines(statement, "SELECT concat_ws(' ', count(*), count(cell)) FROM exposure"))
                        .containsExactly("1000 667");
                assertThat(lines(statement, "SELECT count(*)::text FROM outcome"))
                        .containsExactly("400");
                // A unit's cell is of its own level.
                List<String> levels = lines(
                        statement,
                        "SELECT concat_ws(' ', e.unit, c.level) FROM exposure e JOIN tally_cell c ON c.id = e.cell");
                assertThat(levels).hasSize(667).allSatisfy(line -> {
                    String[] parts = line.split(" ");
                    assertThat(UnitNumbers.level(Long.parseLong(parts[0]))).isEqualTo(Integer.parseInt(parts[1]));
                });
            }
        }
    }

    private static void fill(Statement statement) throws SQLException {
        statement.execute("INSERT INTO project (key, name) VALUES ('p', 'P')");
        statement.execute("INSERT INTO environment (project, key, name) VALUES ('p', 'production', 'Production')");
        statement.execute("INSERT INTO measured (release_id, environment_id) SELECT 'r', id FROM environment");
        // A third arrived in a warm-up, a third was treated.
        statement.execute("""
                INSERT INTO exposure (release_id, unit, stage, treated, warm, region)
                SELECT 'r', hashint8extended(n, 0), CASE WHEN n % 3 = 1 THEN 1 ELSE 0 END, n % 3 = 2, n % 3 = 0,
                    CASE WHEN n % 3 = 1 THEN 'au' ELSE 'nz' END
                FROM generate_series(1, 1000) AS n""");
        statement.execute("""
                INSERT INTO outcome (release_id, metric, unit)
                SELECT 'r', CASE WHEN n % 10 < 5 THEN 'error' ELSE 'other' END, hashint8extended(n, 0)
                FROM generate_series(1, 2000) AS n WHERE n % 5 = 0""");
    }

    private static void migrate(String url, String target) {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static List<String> lines(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
