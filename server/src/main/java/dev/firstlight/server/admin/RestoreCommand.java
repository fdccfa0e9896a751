package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Brings a backup into an empty database, all of it or nothing, and begins a new epoch in every"
                + " environment, so that SDKs accept it.")
final class RestoreCommand extends AdminCommand {

    @Parameters(paramLabel = "FILE", description = "a backup")
    Path file = Path.of("");

    @Option(
            names = "--beyond",
            paramLabel = "EPOCH",
            defaultValue = "0",
            description = "the highest epoch that any SDK may have seen, where that is more than the backup knows:"
                    + " needed where a backup as old as this one was restored before")
    long beyond;

    RestoreCommand() {
        super(DatabaseLauncher::launch);
    }

    @Override
    int run(DatabaseAddress database, PrintWriter out) throws SQLException, IOException {
        Restore.Restored restored = new Restore(database, Clock.systemUTC()).run(file, beyond);
        Manifest manifest = restored.manifest();
        out.printf(
                Locale.ROOT,
                "%d rows of %d tables are as they were at %s (version %s).%n",
                manifest.rows(),
                manifest.tables().size(),
                manifest.createdAt(),
                manifest.version());
        restored.epochs()
                .forEach(one -> out.printf(
                        Locale.ROOT,
                        "%s/%s: epoch %d, was %d; revision %d%n",
                        one.project(),
                        one.environment(),
                        one.after(),
                        one.before(),
                        one.revision()));
        return DONE;
    }
}
