package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Moves the database's tables to what this Firstlight needs, as a server does at its start.")
final class MigrateCommand extends AdminCommand {

    MigrateCommand() {
        super(DatabaseLauncher::launch);
    }

    @Override
    int run(DatabaseAddress database, PrintWriter out) {
        Schema schema = new Schema(database);
        List<String> ran = schema.migrate();
        out.println(
                ran.isEmpty()
                        ? "Nothing to do; the database is at version " + schema.newest() + "."
                        : "Ran " + String.join(", ", ran) + "; the database is at version " + schema.newest() + ".");
        return DONE;
    }
}
