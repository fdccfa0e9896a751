package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import dev.firstlight.server.platform.Failure;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description =
                "Removes what nothing is answered from any more: which units releases saw that ended long ago, the"
                        + " series their numbers came from, hourly counts, sessions and links that are over. What was decided, why,"
                        + " on which numbers, and the audit stay. Servers may go on meanwhile.")
final class PruneCommand extends AdminCommand {

    private static final int ROWS_AT_ONCE = 10_000;
    private static final String MEASURED_LONG_AGO =
            " IN (SELECT m.no FROM measured m LEFT JOIN release r ON r.id = m.release_id"
                    + " WHERE NOT m.open AND coalesce(r.ended_at, '-infinity') < now() - ?::interval)";
    private static final List<Old> ALL = List.of(
            new Old("units that were served", "exposure", "release_no" + MEASURED_LONG_AGO),
            new Old("units' outcomes", "outcome", "release_no" + MEASURED_LONG_AGO),
            new Old("series of Prometheus", "source_series", "release_no" + MEASURED_LONG_AGO),
            new Old("series of OpenTelemetry", "pushed_series", "release_no" + MEASURED_LONG_AGO),
            new Old("hourly counts of evaluations", "evaluation_count", "hour < now() - ?::interval"),
            // Those that can be used are younger by far; whoever keeps less than that keeps these.
            new Old("sessions", "session", "created_at < now() - greatest(?::interval, interval '12 hours')"),
            new Old("links", "one_time_link", "expires_at < now() - ?::interval"));

    @Option(
            names = "--keep",
            paramLabel = "DAYS",
            description = "how many days what has ended is kept; 30 where nothing is said, at least 1")
    int keep = 30;

    @Option(names = "--dry-run", description = "says what would be removed")
    boolean dryRun;

    PruneCommand() {
        super(DatabaseLauncher::join);
    }

    private record Old(String name, String table, String which) {}

    @Override
    int run(DatabaseAddress database, PrintWriter out) throws SQLException {
        if (keep < 1) {
            throw Failure.malformed("/keep", "--keep is a number of days, at least 1.");
        }
        try (Connection connection = database.connect()) {
            for (Old old : ALL) {
                long rows = dryRun ? count(connection, old) : remove(connection, old);
                out.println(old.name + ": " + rows + (dryRun ? " would be removed" : " removed"));
            }
            return DONE;
        }
    }

    private long count(Connection connection, Old old) throws SQLException {
        try (PreparedStatement question =
                connection.prepareStatement("SELECT count(*) FROM " + old.table + " WHERE " + old.which)) {
            question.setString(1, Duration.ofDays(keep).toString());
            try (var answer = question.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        }
    }

    /** Some at a time, each for itself, so that nobody waits for locks. */
    private long remove(Connection connection, Old old) throws SQLException {
        long removed = 0;
        try (PreparedStatement some = connection.prepareStatement("DELETE FROM " + old.table
                + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + old.table + " WHERE " + old.which + " LIMIT "
                + ROWS_AT_ONCE + "))")) {
            some.setString(1, Duration.ofDays(keep).toString());
            int rows;
            do {
                rows = some.executeUpdate();
                removed += rows;
            } while (rows == ROWS_AT_ONCE);
        }
        return removed;
    }
}
