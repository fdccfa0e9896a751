package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes everything in the database, as it is at one moment, into a file; servers may go on.")
final class BackupCommand extends AdminCommand {

    @Parameters(paramLabel = "FILE", description = "where to; must not be there yet")
    Path file = Path.of("");

    BackupCommand() {
        super(DatabaseLauncher::join);
    }

    @Override
    int run(DatabaseAddress database, PrintWriter out) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            Backup.freeze(connection);
            Manifest manifest = Backup.write(connection, file);
            out.printf(
                    Locale.ROOT,
                    "%s holds %d rows of %d tables, as they were at %s (version %s).%n",
                    file,
                    manifest.rows(),
                    manifest.tables().size(),
                    manifest.createdAt(),
                    manifest.version());
            return DONE;
        }
    }
}
