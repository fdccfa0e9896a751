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
        return Map.ofEntries(
                Map.entry("firstlight.database.url", database.url()),
                Map.entry("firstlight.database.username", "postgres"),
                Map.entry("firstlight.database.password", "postgres"),
                Map.entry("firstlight.access.bootstrap-token", Api.ADMIN),
                // 32 bytes of nothing: a key for tests.
                Map.entry("firstlight.secrets.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                // By this name a test's endpoints can be asked; addresses of loopback are refused as ever.
                Map.entry("firstlight.outbound.allow", "localhost"),
                Map.entry("firstlight.webhook.first-retry", "100ms"),
                Map.entry("firstlight.webhook.longest-wait", "500ms"),
                Map.entry("firstlight.webhook.give-up-after", "6s"));
    }

    @Override
    public void stop() {
        database.close();
    }
}
