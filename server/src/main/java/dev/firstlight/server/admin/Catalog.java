package dev.firstlight.server.admin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a database says of itself. */
final class Catalog {

    private static final String TABLES = """
            SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname <> 'flyway_schema_history' AND c.relpersistence = 'p'
            GROUP BY c.relname ORDER BY c.relname COLLATE "C\"""";

    private static final String MIGRATIONS = "SELECT version, coalesce(checksum, 0) FROM flyway_schema_history"
            + " WHERE version IS NOT NULL AND success ORDER BY installed_rank";

    private static final String SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences"
            + " WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename COLLATE \"C\"";

    private static final String FOREIGN_KEYS = "SELECT conrelid::regclass::text, quote_ident(conname),"
            + " pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conparentid = 0"
            + " AND connamespace = current_schema()::regnamespace";

    private static final String TRIGGERS = "SELECT DISTINCT t.tgrelid::regclass::text FROM pg_trigger t"
            + " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled = 'O'"
            + " AND c.relnamespace = current_schema()::regnamespace";

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    record ForeignKey(String table, String name, String definition) {}

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Every table but Flyway's and those that are not logged, with its columns and no rows counted. */
    List<Manifest.Table> tables() throws SQLException {
        return all(
                TABLES,
                row -> new Manifest.Table(
                        row.getString(1),
                        Arrays.asList((String[]) row.getArray(2).getArray()),
                        0,
                        ""));
    }

    /** The migrations that were run, in order; none where the database is new. */
    List<Manifest.Migration> migrations() throws SQLException {
        return one("SELECT to_regclass('flyway_schema_history') IS NULL").equals("t")
                ? List.of()
                : all(MIGRATIONS, row -> new Manifest.Migration(row.getString(1), row.getInt(2)));
    }

    List<Manifest.Sequence> sequences() throws SQLException {
        return all(SEQUENCES, row -> new Manifest.Sequence(row.getString(1), row.getLong(2)));
    }

    List<ForeignKey> foreignKeys() throws SQLException {
        return all(FOREIGN_KEYS, row -> new ForeignKey(row.getString(1), row.getString(2), row.getString(3)));
    }

    /** Tables, as SQL names them, that do something by themselves when rows come. */
    List<String> tablesWithTriggers() throws SQLException {
        return column(TRIGGERS);
    }

    String one(String sql) throws SQLException {
        return column(sql).get(0);
    }

    List<String> column(String sql) throws SQLException {
        return all(sql, row -> row.getString(1));
    }

    private <T> List<T> all(String sql, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reading.read(rows));
            }
            return all;
        }
    }
}
