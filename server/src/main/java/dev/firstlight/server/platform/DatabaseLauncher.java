package dev.firstlight.server.platform;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts an embedded PostgreSQL, and points the service at it, where no database is configured. */
public final class DatabaseLauncher implements AutoCloseable {

    private final @Nullable EmbeddedDatabase embedded;

    private DatabaseLauncher(@Nullable EmbeddedDatabase embedded) {
        this.embedded = embedded;
    }

    /**
     * Reads {@code firstlight.database.url}; where it is absent starts PostgreSQL in {@code firstlight.database.directory}.
     *
     * @throws CannotStart where the embedded database cannot run, with a sentence for the operator
     */
    public static DatabaseLauncher launch() {
        SmallRyeConfig config = Settings.read();
        if (isConfigured(config)) {
            return configured(config);
        }
        Path directory = directory(config);
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(directory);
            use(database.url());
            seal(config, directory);
            return new DatabaseLauncher(database);
        } catch (IOException e) {
            throw new CannotStart("the embedded database in " + directory.toAbsolutePath() + " did not start: "
                    + e.getMessage() + ". Give another directory by FIRSTLIGHT_DATABASE_DIRECTORY, or your own"
                    + " PostgreSQL by FIRSTLIGHT_DATABASE_URL.");
        }
    }

    /**
     * As {@link #launch}, for a command on data that is there: where a running server holds the directory, its database
     * is used, and goes on after us.
     *
     * @throws CannotStart where there is no data, too
     */
    public static DatabaseLauncher join() {
        SmallRyeConfig config = Settings.read();
        if (isConfigured(config)) {
            return configured(config);
        }
        Path directory = directory(config);
        try {
            Optional<String> running = EmbeddedDatabase.running(directory);
            if (running.isPresent()) {
                use(running.get());
                seal(config, directory);
                return new DatabaseLauncher(null);
            }
        } catch (IOException e) {
            throw new CannotStart("cannot read " + directory.toAbsolutePath() + ": " + e.getMessage());
        }
        if (!EmbeddedDatabase.isIn(directory)) {
            throw new CannotStart("there is no data in " + directory.toAbsolutePath()
                    + ". Name its directory by FIRSTLIGHT_DATABASE_DIRECTORY, or your own PostgreSQL by"
                    + " FIRSTLIGHT_DATABASE_URL.");
        }
        return launch();
    }

    /** Where the database is, now that it is there. */
    public DatabaseAddress address() {
        SmallRyeConfig config = Settings.read();
        return new DatabaseAddress(
                config.getValue("firstlight.database.url", String.class),
                config.getOptionalValue("firstlight.database.username", String.class)
                        .orElse("firstlight"),
                DatabasePassword.by(config).now(),
                config.getOptionalValue(DatabaseTls.SETTING, String.class).orElse(null));
    }

    /** What is wrong with these settings is said at the start, not by the first connection. */
    private static DatabaseLauncher configured(SmallRyeConfig config) {
        DatabasePassword.by(config).now();
        config.getOptionalValue(DatabaseTls.SETTING, String.class).ifPresent(DatabaseTls::use);
        return new DatabaseLauncher(null);
    }

    private static boolean isConfigured(SmallRyeConfig config) {
        return config.getOptionalValue("firstlight.database.url", String.class).isPresent();
    }

    private static Path directory(SmallRyeConfig config) {
        return Path.of(config.getOptionalValue("firstlight.database.directory", String.class)
                .orElse("data"));
    }

    private static void use(String url) {
        System.setProperty("firstlight.database.url", url);
        System.setProperty("firstlight.database.username", EmbeddedDatabase.USER);
        System.setProperty(DatabasePassword.SETTING, EmbeddedDatabase.USER);
        System.setProperty(DatabasePassword.FILE, "");
    }

    /** Secrets are sealed with a key beside the data, where the settings name no other. */
    private static void seal(SmallRyeConfig config, Path directory) throws IOException {
        if (config.getOptionalValue("firstlight.secrets.key", String.class).isEmpty()
                && config.getOptionalValue("firstlight.secrets.key-file", String.class)
                        .isEmpty()) {
            System.setProperty(
                    "firstlight.secrets.key-file",
                    KeyFile.in(directory).toAbsolutePath().toString());
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    /** A start that cannot succeed; its message is written for the operator. */
    public static final class CannotStart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotStart(String message) {
            super(message);
        }
    }
}
