package dev.firstlight.server.platform;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        SmallRyeConfig config = settings();
        if (config.getOptionalValue("firstlight.database.url", String.class).isPresent()) {
            return new DatabaseLauncher(null);
        }
        Path directory = Path.of(config.getOptionalValue("firstlight.database.directory", String.class)
                .orElse("data"));
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(directory);
            System.setProperty("firstlight.database.url", database.url());
            System.setProperty("firstlight.database.username", EmbeddedDatabase.USER);
            System.setProperty("firstlight.database.password", EmbeddedDatabase.USER);
            return new DatabaseLauncher(database);
        } catch (IOException e) {
            throw new CannotStart("the embedded database in " + directory.toAbsolutePath() + " did not start: "
                    + e.getMessage() + ". Give another directory by FIRSTLIGHT_DATABASE_DIRECTORY, or your own"
                    + " PostgreSQL by FIRSTLIGHT_DATABASE_URL.");
        }
    }

    /** What Quarkus will read, without starting it: it wants the address before it is there. */
    private static SmallRyeConfig settings() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        Path file = Path.of("config", "application.properties");
        if (Files.isReadable(file)) {
            try {
                builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), 260));
            } catch (IOException e) {
                throw new CannotStart("cannot read " + file.toAbsolutePath() + ": " + e.getMessage());
            }
        }
        return builder.build();
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
