package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import dev.firstlight.server.secret.Resealing;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "re-encrypt",
        mixinStandardHelpOptions = true,
        description = "Seals every secret in the database with the first key of the settings. The keys of before, which"
                + " FIRSTLIGHT_SECRETS_PREVIOUS_KEYS names, are not needed afterwards. Servers may go on meanwhile, once all"
                + " of them have the new key.")
final class ReEncryptCommand extends AdminCommand {

    /** Where secrets are, and what each is sealed for: the prefix and the row's id. */
    static final List<Column> SEALED = List.of(
            new Column("person", "totp_secret", "totp/"),
            new Column("webhook", "secret", "webhook/"),
            new Column("webhook", "previous_secret", "webhook/"));

    ReEncryptCommand() {
        super(DatabaseLauncher::join);
    }

    record Column(String table, String name, String prefix) {}

    @Override
    int run(DatabaseAddress database, PrintWriter out) throws SQLException {
        Resealing resealing;
        try {
            resealing = Resealing.bySettings();
        } catch (IllegalArgumentException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            int all = 0;
            int again = 0;
            for (Column column : SEALED) {
                // The rows are held until all is done, so that nobody's change is lost.
                try (PreparedStatement secrets = connection.prepareStatement("SELECT id, " + column.name + " FROM "
                                + column.table + " WHERE " + column.name + " IS NOT NULL ORDER BY id FOR UPDATE");
                        ResultSet rows = secrets.executeQuery()) {
                    while (rows.next()) {
                        all++;
                        String sealed = again(resealing, column, rows.getString(1), rows.getString(2));
                        if (sealed != null) {
                            again++;
                            keep(connection, column, rows.getString(1), sealed);
                        }
                    }
                }
            }
            connection.commit();
            out.println(
                    again + " of " + all + " secrets were sealed with another key; all are sealed with the first now.");
            return DONE;
        }
    }

    private static @Nullable String again(Resealing resealing, Column column, String id, String sealed) {
        try {
            return resealing.again(column.prefix + id, sealed);
        } catch (IllegalArgumentException e) {
            throw new Refused("Nothing was changed: the secret " + column.prefix + id + " does not open, since "
                    + e.getMessage() + ".");
        }
    }

    private static void keep(Connection connection, Column column, String id, String sealed) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + column.table + " SET " + column.name + " = ? WHERE id = ?")) {
            update.setString(1, sealed);
            update.setString(2, id);
            update.executeUpdate();
        }
    }
}
