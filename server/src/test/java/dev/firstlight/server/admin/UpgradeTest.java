package dev.firstlight.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are moved while nodes of the version before serve, and those of before start on tables of after. */
@NullUnmarked // set up before all
class UpgradeTest {

    private static final String BEFORE = "168";

    @TempDir
    static Path home;

    private static EmbeddedDatabase server;
    private DatabaseAddress database;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedDatabase.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create() throws Exception {
        database = Databases.create(server);
        new Schema(database).migrateTo(BEFORE);
    }

    @Test
    void whoGetsNoLockLetsTheOthersThroughAndLeavesTheTablesAsTheyWere() throws Exception {
        Schema schema = new Schema(database);
        try (Connection busy = database.connect();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("UPDATE environment SET name = name");
            CompletableFuture<Duration> other =
                    CompletableFuture.supplyAsync(this::edit, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            long start = System.nanoTime();
            assertThatThrownBy(schema::migrate).isInstanceOf(Refused.class).hasMessageContaining("lock timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
            assertThat(other.get(10, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(8));
            try (Connection connection = database.connect()) {
                assertThat(Databases.rows(connection, "SELECT max(version::int) FROM flyway_schema_history"))
                        .containsExactly(BEFORE);
            }
        }
        assertThat(schema.migrate()).isNotEmpty();
    }

    /** How long an edit takes that comes while somebody moves the tables. */
    private Duration edit() {
        long start = System.nanoTime();
        try {
            Databases.run(database, "UPDATE environment SET name = name");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aVersionOfBeforeStartsOnTablesOfAfter() throws Exception {
        Schema schema = new Schema(database);
        schema.migrate();
        Databases.run(
                database,
                "ALTER TABLE environment ADD COLUMN of_after text",
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) SELECT max(installed_rank) + 1, '99999', 'after',"
                        + " 'SQL', 'V99999__after.sql', 1, 'postgres', 1, true FROM flyway_schema_history");
        assertThat(schema.migrate()).isEmpty();
    }

    @Test
    void aServersStartIsAsPatientAsTheCommand() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Schema.class.getResourceAsStream("/application.properties")) {
            properties.load(in);
        }
        assertThat(properties.getProperty("quarkus.flyway.init-sql")).isEqualTo(Schema.PATIENCE);
    }
}
