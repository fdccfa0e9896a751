package dev.firstlight.server.admin;

import dev.firstlight.server.access.AdminReset;
import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import dev.firstlight.server.platform.Settings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reset-admin",
        mixinStandardHelpOptions = true,
        description = "Prints a link that lets an administrator in once; or, where nobody owns the server, the one that"
                + " sets it up.")
final class ResetAdminCommand extends AdminCommand {

    @Option(names = "--email", description = "which administrator, where there are several")
    @Nullable
    String email;

    ResetAdminCommand() {
        super(DatabaseLauncher::join);
    }

    @Override
    int run(DatabaseAddress database, PrintWriter out) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            AdminReset.Link link = AdminReset.create(connection, email);
            connection.commit();
            out.println(
                    link.email() == null
                            ? "Nobody owns this server yet. This link sets it up, once:"
                            : "This link lets " + link.email() + " in, once, within 10 minutes:");
            out.println(Settings.publicUrl() + link.path());
            return DONE;
        }
    }
}
