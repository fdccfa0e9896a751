package dev.firstlight.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server and its PostgreSQL have used up to a moment.
 *
 * @param server microseconds of the processor that is watched
 * @param postgres the same of the database
 * @param transactions that the database has committed
 * @param wal bytes that it has written ahead
 * @param disk bytes that its tables take
 * @param nanos when that was
 */
record Bill(double server, double postgres, double transactions, double wal, double disk, long nanos) {

    /** Where the database is. */
    record Database(Path home, String url) {

        Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:" + url, "postgres", "postgres");
        }

        double number(String sql) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getDouble(1);
            }
        }
    }

    static Bill of(ProcessHandle server, Database database) throws IOException, SQLException {
        double server0 = Cpu.of(server);
        double postgres = Cpu.ofPostgres(database.home());
        return new Bill(
                server0,
                postgres,
                database.number("SELECT sum(xact_commit) FROM pg_stat_database"),
                database.number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"),
                database.number("SELECT pg_database_size(current_database())"),
                System.nanoTime());
    }

    Bill since(Bill before) {
        return new Bill(
                server - before.server,
                postgres - before.postgres,
                transactions - before.transactions,
                wal - before.wal,
                disk - before.disk,
                nanos - before.nanos);
    }

    double seconds() {
        return nanos / 1e9;
    }
}
