package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A way in for an administrator who lost theirs; whoever can write to the database may have it. */
public final class AdminReset {

    private AdminReset() {}

    /**
     * A link that works once.
     *
     * @param email whose it is; null where nobody owns the server yet
     * @param path what follows the server's address
     */
    public record Link(@Nullable String email, String path) {}

    /**
     * Makes a link for an administrator, and lifts the lock that wrong passwords left, and the second factor.
     *
     * @param email which; may be null where there is no more than one
     */
    public static Link create(Connection connection, @Nullable String email) throws SQLException {
        String token = Ids.secret("");
        if (select(connection, "SELECT id FROM person LIMIT 1").isEmpty()) {
            execute(connection, "INSERT INTO one_time_link (token_hash) VALUES (?)", Ids.hash(token));
            return new Link(null, "/setup#token=" + token);
        }
        String chosen =
                choose(select(connection, "SELECT email FROM person WHERE role = 'admin' ORDER BY email"), email);
        execute(
                connection,
                "UPDATE person SET failed_logins = 0, locked_until = NULL, totp_secret = NULL, totp_since = NULL WHERE email = ?",
                chosen);
        execute(connection, "DELETE FROM recovery_code USING person WHERE person.id = person_id AND email = ?", chosen);
        execute(
                connection,
                "INSERT INTO one_time_link (token_hash, person_id, expires_at)"
                        + " SELECT ?, id, now() + interval '10 minutes' FROM person WHERE email = ?",
                Ids.hash(token),
                chosen);
        return new Link(chosen, "/signin#link=" + token);
    }

    private static String choose(List<String> admins, @Nullable String email) {
        if (email == null && admins.size() == 1) {
            return admins.get(0);
        }
        String wanted = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        if (!admins.contains(wanted)) {
            throw Failure.invalid(
                    "/email",
                    (email == null ? "There are several administrators" : email + " is not an administrator")
                            + "; name one of " + String.join(", ", admins) + ".");
        }
        return wanted;
    }

    private static List<String> select(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void execute(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
