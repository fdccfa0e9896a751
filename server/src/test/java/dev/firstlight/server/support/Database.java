package dev.firstlight.server.support;

import dev.firstlight.server.platform.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The real embedded PostgreSQL, as the default start has it, in a directory of the test run's own. */
public final class Database implements QuarkusTestResourceLifecycleManager {

    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("firstlight-test");
            database = EmbeddedDatabase.start(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "firstlight.database.url",
                database.url(),
                "firstlight.database.username",
                "postgres",
                "firstlight.database.password",
                "postgres",
                "firstlight.access.bootstrap-token",
                Api.ADMIN);
    }

    @Override
    public void stop() {
        database.close();
    }
}
