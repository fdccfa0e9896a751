package dev.firstlight.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.audit.JdbcAudit;
import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is backed up comes back, whole, in a new epoch; what is not whole does not come at all. */
class BackupTest {

    @TempDir
    static Path home;

    private static EmbeddedDatabase server;

    @TempDir
    Path directory;

    private DatabaseAddress source;
    private Path file;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedDatabase.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        file = directory.resolve("firstlight.backup");
        source = Databases.create(server);
        new Schema(source).migrate();
        Databases.run(
                source,
                "INSERT INTO person (id, email, name, role) VALUES ('1', 'kiri@example.org', E'Kiri\\n\\t\\\\ ü', 'admin')",
                "INSERT INTO project (key, name) VALUES ('comics', 'Comics'), ('empty', '')",
                "INSERT INTO environment (project, key, name, epoch, revision) VALUES ('comics', 'production', 'P', 1, 7),"
                        + " ('comics', 'staging', 'S', 3, 40), ('empty', 'production', 'P', 1, 1)",
                "INSERT INTO change_log (environment_id, epoch, revision, kind, key) VALUES (1, 4, 2, 'flag', 'x')",
                "INSERT INTO receipt (environment_id, instance, sdk_name, sdk_version, epoch) VALUES (2, 'i', 's', '1', 6)",
                "INSERT INTO segment_hashes (environment_id, segment, version, hashes)"
                        + " SELECT 1, 'vip', 1, decode(repeat('00ff0a5c09', 5000), 'hex')",
                "INSERT INTO region (project, key, name, latitude) VALUES ('comics', 'nz', 'NZ', 0.1 + 0.2)");
        for (int i = 0; i < 20; i++) {
            append(source, "comics", i);
        }
    }

    private static void append(DatabaseAddress database, String project, int number) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            JdbcAudit.append(
                    connection,
                    new AuditEntry(
                            project, Caller.SYSTEM, "flag.changed", "production/" + number, null, null, "{\"a\": 1}"),
                    Instant.now());
            connection.commit();
        }
    }

    private Manifest backUp() throws SQLException, IOException {
        try (Connection connection = source.connect()) {
            Backup.freeze(connection);
            return Backup.write(connection, file);
        }
    }

    private Restore.Restored restore(DatabaseAddress database) throws SQLException, IOException {
        return new Restore(database, Clock.systemUTC()).run(file, 0);
    }

    @Test
    void whatIsWrittenMeanwhileIsNotInItAndEverythingElseIs() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger(100);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                try {
                    append(source, "comics", written.incrementAndGet());
                    Databases.run(source, "UPDATE environment SET revision = revision + 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        Map<String, List<String>> snapshot;
        try (Connection connection = source.connect()) {
            Backup.freeze(connection);
            Databases.rows(connection, "SELECT 1");
            int begun = written.get();
            await(() -> written.get() > begun + 10);
            Backup.write(connection, file);
            await(() -> written.get() > begun + 20);
            snapshot = Databases.contents(connection);
        } finally {
            done.set(true);
        }
        writing.get();
        assertThat(Databases.contents(source)).isNotEqualTo(snapshot);

        DatabaseAddress target = Databases.create(server);
        restore(target);
        Map<String, List<String>> restored = Databases.contents(target);
        assertThat(restored.keySet()).isEqualTo(snapshot.keySet());
        assertThat(restored.get("audit")).containsAll(snapshot.get("audit"));
        assertThat(restored.get("audit")).hasSize(Databases.size(snapshot, "audit") + 2);
        for (String table : snapshot.keySet()) {
            if (!List.of("audit", "audit_head", "environment").contains(table)) {
                assertThat(restored.get(table)).as(table).isEqualTo(snapshot.get(table));
            }
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        org.awaitility.Awaitility.await().until(condition::getAsBoolean);
    }

    @Test
    void everyEnvironmentHasAnEpochBeyondAnySeenAndItsRevision() throws Exception {
        backUp();
        DatabaseAddress target = Databases.create(server);
        Restore.Restored restored = restore(target);
        assertThat(restored.epochs())
                .containsExactlyInAnyOrder(
                        new Epochs.Raised("comics", "production", 1, 5, 7),
                        new Epochs.Raised("comics", "staging", 3, 7, 40),
                        new Epochs.Raised("empty", "production", 1, 2, 1));
        try (Connection connection = target.connect()) {
            assertThat(Databases.rows(connection, "SELECT epoch || '-' || revision FROM environment ORDER BY id"))
                    .containsExactly("5-7", "7-40", "2-1");
            assertThat(Databases.rows(
                            connection, "SELECT project || ' ' || action || ' ' || after FROM audit WHERE seq = 21"))
                    .containsExactly("comics backup.restored {\"epochs\":{\"production\":5,\"staging\":7}}");
        }
        // Restored once more, from the same file, what the first one's SDKs have seen has to be said.
        DatabaseAddress again = Databases.create(server);
        assertThat(new Restore(again, Clock.systemUTC()).run(file, 7).epochs())
                .extracting(Epochs.Raised::after)
                .containsOnly(8L);
    }

    @Test
    void numbersGoOnAndTheTablesGuardThemselvesAgain() throws Exception {
        backUp();
        DatabaseAddress target = Databases.create(server);
        restore(target);
        Databases.run(target, "INSERT INTO environment (project, key, name) VALUES ('empty', 'e', 'E')");
        try (Connection connection = target.connect()) {
            assertThat(Databases.rows(connection, "SELECT max(id) FROM environment"))
                    .containsExactly("4");
        }
        try (Connection before = source.connect();
                Connection after = target.connect()) {
            assertThat(new Catalog(after).foreignKeys())
                    .containsExactlyInAnyOrderElementsOf(new Catalog(before).foreignKeys());
        }
        assertThatThrownBy(() -> Databases.run(target, "DELETE FROM audit")).hasMessageContaining("append-only");
        assertThatThrownBy(() ->
                        Databases.run(target, "INSERT INTO environment (project, key, name) VALUES ('none', 'e', 'E')"))
                .hasMessageContaining("foreign key");
    }

    @Test
    void aDamagedOrTruncatedFileChangesNothing() throws Exception {
        backUp();
        byte[] whole = Files.readAllBytes(file);
        DatabaseAddress target = Databases.create(server);
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] bad = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            assertThatThrownBy(() -> BackupFile.open(file)).isInstanceOf(Refused.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> restore(target)).isInstanceOf(Refused.class).hasMessageContaining("damaged");
        assertThat(Databases.contents(target)).isEmpty();
        Files.write(file, "not a backup".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> restore(target)).isInstanceOf(Refused.class);
        Files.delete(file);
        assertThatThrownBy(() -> restore(target)).isInstanceOf(Refused.class).hasMessageContaining("cannot be read");
        assertThat(Databases.contents(target)).isEmpty();
    }

    @Test
    void aDatabaseInUseIsLeftAlone() throws Exception {
        backUp();
        Map<String, List<String>> before = Databases.contents(source);
        assertThatThrownBy(() -> restore(source)).isInstanceOf(Refused.class).hasMessageContaining("in use");
        DatabaseAddress foreign = Databases.create(server);
        Databases.run(foreign, "CREATE TABLE theirs (x int)");
        assertThatThrownBy(() -> restore(foreign)).isInstanceOf(Refused.class).hasMessageContaining("something else");
        assertThat(Databases.contents(source)).isEqualTo(before);
        assertThat(Databases.contents(foreign)).containsOnlyKeys("theirs");
    }

    @Test
    void anOlderBackupComesBackAtItsVersionAndMovesForward() throws Exception {
        DatabaseAddress old = Databases.create(server);
        new Schema(old).migrateTo("30");
        Databases.run(old, "INSERT INTO project (key, name) VALUES ('comics', 'Comics')");
        source = old;
        assertThat(backUp().version()).isEqualTo("30");
        DatabaseAddress target = Databases.create(server);
        restore(target);
        assertThat(new Schema(target).migrate()).contains("40", "41").doesNotContain("30");
        DatabaseAddress newer = Databases.create(server);
        new Schema(newer).migrate();
        assertThatThrownBy(() -> restore(newer)).isInstanceOf(Refused.class).hasMessageContaining("newer");
    }

    @Test
    void aBackupOfAnUnknownVersionIsRefused() throws Exception {
        Databases.run(
                source,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) VALUES (999, '9999', 'x', 'SQL', 'x', 1, 'x', 1, true)");
        backUp();
        DatabaseAddress target = Databases.create(server);
        assertThatThrownBy(() -> restore(target)).isInstanceOf(Refused.class).hasMessageContaining("9999");
        assertThat(Databases.contents(target)).isEmpty();
    }

    @Test
    void aFailureInTheMiddleLeavesAllAsItWas() throws Exception {
        backUp();
        DatabaseAddress target = Databases.create(server);
        new Schema(target).migrate();
        Databases.run(target, "ALTER TABLE segment_hashes ADD CONSTRAINT no_more CHECK (version > 100)");
        Map<String, List<String>> before = Databases.contents(target);
        assertThatThrownBy(() -> restore(target)).hasMessageContaining("no_more");
        assertThat(Databases.contents(target)).isEqualTo(before);
    }

    @Test
    void theFileIsItsOwnersAloneAndNothingIsOverwritten() throws Exception {
        backUp();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(this::backUp).isInstanceOf(Refused.class).hasMessageContaining("there already");
        DatabaseAddress empty = Databases.create(server);
        source = empty;
        file = directory.resolve("other.backup");
        assertThatThrownBy(this::backUp).isInstanceOf(Refused.class).hasMessageContaining("no Firstlight");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void everyCharacterComesBack() throws Exception {
        try (Connection connection = source.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO metric (project, key, name, kind, worse) VALUES" + " ('comics', ?, ?, 'k', 'w')");
                Statement statement = connection.createStatement()) {
            Random random = new Random(2);
            for (int i = 0; i < 500; i++) {
                insert.setString(1, "m" + i);
                insert.setString(
                        2,
                        random.ints(20, 1, 0x2FFF)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString());
                insert.addBatch();
            }
            insert.executeBatch();
            statement.execute("UPDATE metric SET updated_at = 'infinity' WHERE key = 'm1'");
        }
        backUp();
        DatabaseAddress target = Databases.create(server);
        restore(target);
        assertThat(Databases.contents(target).get("metric"))
                .isEqualTo(Databases.contents(source).get("metric"));
    }
}
