package dev.firstlight.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.audit.JdbcAudit;
import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command says, and what it exits with. */
class AdminCommandsTest {

    @TempDir
    static Path home;

    private static EmbeddedDatabase server;

    private final Commands commands = new Commands();

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedDatabase.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void forget() {
        Commands.forget();
    }

    private int run(String... args) {
        return commands.run(args);
    }

    private static DatabaseAddress use(DatabaseAddress database) {
        return Commands.use(database);
    }

    private static void project(DatabaseAddress database, String key) throws SQLException {
        Databases.run(
                database,
                "INSERT INTO project (key, name) VALUES ('" + key + "', 'x')",
                "INSERT INTO environment (project, key, name) VALUES ('" + key + "', 'production', 'P')");
        for (int i = 0; i < 3; i++) {
            try (Connection connection = database.connect()) {
                JdbcAudit.append(
                        connection,
                        new AuditEntry(key, Caller.SYSTEM, "project.created", key, null, null, "{}"),
                        Instant.now());
            }
        }
    }

    @Test
    void aDatabaseIsMigratedOnce() throws Exception {
        use(Databases.create(server));
        assertThat(run("migrate")).isZero();
        assertThat(commands.out()).startsWith("Ran 1, 10, 20, ").contains("the database is at version");
        assertThat(run("migrate")).isZero();
        assertThat(commands.out()).startsWith("Nothing to do");
    }

    @Test
    void whatIsBackedUpIsRestoredAndItsAuditHolds() throws Exception {
        DatabaseAddress source = use(Databases.create(server));
        assertThat(run("migrate")).isZero();
        project(source, "comics");
        project(source, "shop");
        Path file = home.resolve("first.backup");
        assertThat(run("backup", file.toString())).isZero();
        assertThat(commands.out()).contains("rows of").contains(file.toString());
        assertThat(run("backup", file.toString())).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).startsWith("backup: ").contains("there already");

        assertThat(run("restore", file.toString())).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).contains("in use");
        use(Databases.create(server));
        assertThat(run("restore", file.toString())).isZero();
        assertThat(commands.out()).contains("comics/production: epoch 2, was 1; revision 1");
        assertThat(run("verify-audit")).isZero();
        assertThat(commands.out()).contains("comics: all 4 rows").contains("shop: all 4 rows");

        use(Databases.create(server));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(run("restore", file.toString())).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).contains("damaged or cut off");
    }

    @Test
    void aBrokenAuditIsAnExitCodeAndASentence() throws Exception {
        DatabaseAddress database = use(Databases.create(server));
        run("migrate");
        project(database, "comics");
        assertThat(run("verify-audit", "--project", "comics")).isZero();
        String anchor = commands.out().strip().replaceAll(".* anchor ", "");
        assertThat(run("verify-audit", "--project", "comics", "--anchor", anchor))
                .isZero();
        Databases.run(
                database,
                "SET session_replication_role = replica",
                "DELETE FROM audit WHERE seq = 3",
                "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2)");
        assertThat(run("verify-audit")).isZero();
        assertThat(run("verify-audit", "--project", "comics", "--anchor", anchor))
                .isEqualTo(AdminCommand.NO);
        assertThat(commands.out()).contains("comics: broken at row 3. Row 3 is missing");
        Databases.run(database, "SET session_replication_role = replica", "UPDATE audit SET actor = 'x' WHERE seq = 1");
        assertThat(run("verify-audit")).isEqualTo(AdminCommand.NO);
        assertThat(commands.out()).contains("comics: broken at row 1. Row 1 was changed");
    }

    @Test
    void anAdministratorGetsBackIn() throws Exception {
        DatabaseAddress database = use(Databases.create(server));
        run("migrate");
        assertThat(run("reset-admin")).isZero();
        assertThat(commands.out()).contains("http://localhost:8080/setup#token=");
        Databases.run(
                database,
                "INSERT INTO person (id, email, name, role, failed_logins, locked_until) VALUES"
                        + " ('1', 'kiri@example.org', 'Kiri', 'admin', 9, now() + interval '1 hour'),"
                        + " ('2', 'ana@example.org', 'Ana', 'viewer', 0, NULL)");
        assertThat(run("reset-admin")).isZero();
        assertThat(commands.out()).contains("lets kiri@example.org in").contains("/signin#link=");
        try (Connection connection = database.connect()) {
            assertThat(Databases.rows(
                            connection,
                            "SELECT person_id || (expires_at < now() + interval '16 minutes') FROM one_time_link"
                                    + " WHERE person_id IS NOT NULL"))
                    .containsExactly("1true");
            assertThat(Databases.rows(connection, "SELECT 1 FROM person WHERE locked_until > now()"))
                    .isEmpty();
        }
        assertThat(run("reset-admin", "--email", "ana@example.org")).isEqualTo(AdminCommand.WRONG_USE);
        assertThat(commands.err()).contains("not an administrator").contains("kiri@example.org");
        Databases.run(database, "UPDATE person SET role = 'admin'");
        assertThat(run("reset-admin")).isEqualTo(AdminCommand.WRONG_USE);
        assertThat(run("reset-admin", "--email", "Ana@example.org")).isZero();
    }

    @Test
    void wrongUseAndAMissingDatabaseHaveCodesOfTheirOwn() throws Exception {
        assertThat(run("backup")).isEqualTo(AdminCommand.WRONG_USE);
        assertThat(run("verify-audit", "--what")).isEqualTo(AdminCommand.WRONG_USE);
        use(Databases.create(server));
        assertThat(run("verify-audit", "--anchor", "1:" + "0".repeat(64))).isEqualTo(AdminCommand.WRONG_USE);
        assertThat(run("verify-audit", "--project", "p", "--anchor", "1:x")).isEqualTo(AdminCommand.WRONG_USE);
        use(new DatabaseAddress("postgresql://127.0.0.1:1/none", "x", "x"));
        for (String command : List.of("migrate", "reset-admin", "verify-audit")) {
            assertThat(run(command)).as(command).isEqualTo(AdminCommand.UNREACHABLE);
        }
        forget();
        System.setProperty(
                "firstlight.database.directory", home.resolve("nothing").toString());
        assertThat(run("verify-audit")).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).contains("there is no data in");
        assertThat(home.resolve("nothing")).doesNotExist();
    }

    @Test
    void aRunningServersDirectoryIsSharedWhereThatIsSafe() throws Exception {
        DatabaseAddress own = new DatabaseAddress(server.url(), "postgres", "postgres");
        new Schema(own).migrate();
        System.setProperty("firstlight.database.directory", home.toString());
        assertThat(run("verify-audit")).isZero();
        forget();
        System.setProperty("firstlight.database.directory", home.toString());
        assertThat(run("migrate")).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).contains("another Firstlight is running on this directory; stop it first");
    }
}
