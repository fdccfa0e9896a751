package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + database.url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(10);
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static ProcessHandle postmaster(Path home) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid"))
                        .get(0)
                        .trim()))
                .orElseThrow();
    }

    @Test
    void itIsDurable(@TempDir Path home) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aSecondServerIsToldAndTheFirstLivesOn(@TempDir Path home) throws Exception {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(home)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(home)).hasMessageContaining("another Firstlight");
            assertThat(ask(first, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void dataOutlivesTheServerAndAKilledPostgresComesBack(@TempDir Path home) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            ask(database, "CREATE TABLE kept (x int)");
            ask(database, "INSERT INTO kept VALUES (42)");
            ProcessHandle killed = postmaster(home);
            killed.destroyForcibly();
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                assertThat(postmaster(home).pid()).isNotEqualTo(killed.pid());
                assertThat(ask(database, "SELECT x FROM kept")).isEqualTo("42");
            });
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.start(home)) {
            assertThat(ask(again, "SELECT x FROM kept")).isEqualTo("42");
        }
    }
}
