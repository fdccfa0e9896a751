package dev.firstlight.server.platform;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The password to the database: a setting, or what a file says whenever a connection opens, so that it can change. */
final class DatabasePassword {

    static final String SETTING = "firstlight.database.password";
    static final String FILE = "firstlight.database.password-file";

    private static final String DEFAULT = "firstlight";

    private final String password;
    private final @Nullable Path file;

    private DatabasePassword(String password, @Nullable Path file) {
        this.password = password;
        this.file = file;
    }

    static DatabasePassword by(SmallRyeConfig config) {
        return new DatabasePassword(
                config.getOptionalValue(SETTING, String.class).orElse(DEFAULT),
                config.getOptionalValue(FILE, Path.class).orElse(null));
    }

    /**
     * As it is now.
     *
     * @throws DatabaseLauncher.CannotStart where the file cannot be read, or is empty
     */
    String now() {
        if (file == null) {
            return password;
        }
        try {
            String text = Files.readString(file).stripTrailing();
            if (!text.isEmpty()) {
                return text;
            }
        } catch (IOException e) {
            // The sentence below says it.
        }
        throw new DatabaseLauncher.CannotStart("FIRSTLIGHT_DATABASE_PASSWORD_FILE names " + file
                + ", which cannot be read or is empty; it is a file with the database user's password.");
    }
}
