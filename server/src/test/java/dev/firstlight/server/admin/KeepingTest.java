package dev.firstlight.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.secret.SealedText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that keep a database in order: a new key for secrets, and what can go. */
@NullUnmarked // set up before all
class KeepingTest {

    private static final String OLD = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String NEW = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

    @TempDir
    static Path home;

    private static EmbeddedDatabase server;

    private final Commands commands = new Commands();
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
    void create() throws SQLException {
        // A server that a test started in this process may have left some.
        forget();
        database = Commands.use(Databases.create(server));
        assertThat(run("migrate")).isZero();
        Databases.run(
                database,
                "INSERT INTO project (key, name) VALUES ('shop', 'Shop')",
                "INSERT INTO environment (project, key, name) VALUES ('shop', 'production', 'P')");
    }

    @AfterEach
    void forget() {
        Commands.forget();
    }

    private int run(String... args) {
        return commands.run(args);
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Databases.rows(connection, sql).get(0);
        }
    }

    private void hook(String id, String secret, String previous) throws SQLException {
        Databases.run(
                database,
                "INSERT INTO webhook (id, project, name, url, format, events, environments, secret, previous_secret,"
                        + " created_by) VALUES ('" + id + "', 'shop', '" + id
                        + "', 'https://example.org', 'standard', '{}',"
                        + " '{}', '" + secret + "', '" + previous + "', 'somebody')");
    }

    @Test
    void secretsAreSealedWithTheNewKeyAllOrNone() throws SQLException {
        hook("a", SealedText.seal(OLD, "webhook/a", "first"), SealedText.seal(OLD, "webhook/a", "before"));
        hook("b", SealedText.seal(NEW, "webhook/b", "second"), SealedText.seal(OLD, "webhook/b", "before"));
        Databases.run(
                database,
                "INSERT INTO person (id, email, name, role, password_hash, totp_secret) VALUES ('p', 'ana@example.org', 'Ana',"
                        + " 'admin', 'x', '" + SealedText.seal(OLD, "totp/p", "third") + "')");
        String of = "SELECT secret FROM webhook WHERE id = 'a'";
        String before = one(of);

        assertThat(run("re-encrypt")).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).contains("FIRSTLIGHT_SECRETS_KEY");
        System.setProperty("firstlight.secrets.key", NEW);
        assertThat(run("re-encrypt")).isEqualTo(AdminCommand.NO);
        assertThat(commands.err()).contains("FIRSTLIGHT_SECRETS_PREVIOUS_KEYS").contains("totp/p");
        assertThat(one(of)).isEqualTo(before);

        System.setProperty("firstlight.secrets.previous-keys", OLD);
        assertThat(run("re-encrypt")).isZero();
        assertThat(commands.out()).startsWith("4 of 5 secrets were sealed with another key");
        assertThat(SealedText.open(NEW, "webhook/a", one(of))).isEqualTo("first");
        assertThat(SealedText.open(NEW, "webhook/a", one("SELECT previous_secret FROM webhook WHERE id = 'a'")))
                .isEqualTo("before");
        assertThat(SealedText.open(NEW, "webhook/b", one("SELECT secret FROM webhook WHERE id = 'b'")))
                .isEqualTo("second");
        assertThat(SealedText.open(NEW, "totp/p", one("SELECT totp_secret FROM person")))
                .isEqualTo("third");
        System.clearProperty("firstlight.secrets.previous-keys");
        assertThat(run("re-encrypt")).isZero();
        assertThat(commands.out()).startsWith("0 of 5 secrets");
    }

    /** Whoever adds a secret has to say whether it is sealed. */
    @Test
    void noColumnOfSecretsIsForgotten() throws SQLException {
        List<String> sealed = ReEncryptCommand.SEALED.stream()
                .map(column -> column.table() + "." + column.name())
                .toList();
        try (Connection connection = database.connect()) {
            assertThat(Databases.rows(
                            connection,
                            "SELECT table_name || '.' || column_name FROM information_schema.columns"
                                    + " WHERE table_schema = 'public' AND column_name LIKE '%secret%' AND data_type"
                                    + " IN ('text', 'bytea') ORDER BY 1"))
                    .containsAll(sealed)
                    .filteredOn(column -> !sealed.contains(column))
                    // Made by the server itself; whoever can read them can read what they protect.
                    .containsExactly("client_access.secret", "context_sampling.secret");
        }
    }

    private void release(String id, int daysAgo, boolean open) throws SQLException {
        Databases.run(
                database,
                "INSERT INTO release (id, project, environment_id, environment, flag, name, treatment, control, plan,"
                        + " percents, state, stage, version, sentence, stage_started_at, baked_ms, ticked_at, created_at,"
                        + " ended_at, started_by) SELECT '" + id + "', 'shop', id, 'production', '" + id
                        + "', 'r', 'on',"
                        + " 'off', '{}', '[]', 'COMPLETED', 0, 1, '', now(), 0, now(), now(), now() - interval '"
                        + daysAgo
                        + " days', 'somebody' FROM environment",
                "INSERT INTO measured (release_id, environment_id, open) SELECT '" + id + "', id, " + open
                        + " FROM environment",
                "INSERT INTO exposure (release_no, unit) SELECT no, u FROM measured, generate_series(1, 25000) AS u"
                        + " WHERE release_id = '" + id + "'",
                "INSERT INTO outcome (release_no, metric, unit, happened, measured) SELECT no, 1, u, 1, 0 FROM measured,"
                        + " generate_series(1, 10) AS u WHERE release_id = '" + id + "'");
    }

    @Test
    void whatEndedLongAgoLeavesItsDecisionsAndLosesItsUnits() throws SQLException {
        release("old", 40, false);
        release("late", 40, true);
        release("young", 20, false);
        Databases.run(
                database,
                "INSERT INTO person (id, email, name, role, password_hash) VALUES ('p', 'ana@example.org', 'Ana', 'admin',"
                        + " 'x')",
                "INSERT INTO session (token_hash, person_id, created_at) VALUES ('a', 'p', now() - interval '31 days'),"
                        + " ('b', 'p', now())",
                "INSERT INTO one_time_link (token_hash, person_id, expires_at) VALUES ('a', 'p', now() - interval '31 days'),"
                        + " ('b', 'p', now()), ('c', NULL, NULL)",
                "INSERT INTO evaluation_count SELECT id, 'f', 'on', 'x', now() - interval '31 days', 1 FROM environment",
                "INSERT INTO evaluation_count SELECT id, 'f', 'on', 'x', now(), 1 FROM environment");

        assertThat(run("prune", "--keep", "0")).isEqualTo(AdminCommand.WRONG_USE);
        assertThat(run("prune", "--dry-run")).isZero();
        assertThat(commands.out())
                .contains("units that were served: 25000 would be removed")
                .contains("sessions: 1 would be removed");
        assertThat(one("SELECT count(*) FROM exposure")).isEqualTo("75000");

        assertThat(run("prune")).isZero();
        assertThat(commands.out())
                .contains("units that were served: 25000 removed")
                .contains("units' outcomes: 10 removed")
                .contains("hourly counts of evaluations: 1 removed")
                .contains("links: 1 removed");
        assertThat(one("SELECT count(*) FROM exposure")).isEqualTo("50000");
        assertThat(one("SELECT count(*) FROM outcome")).isEqualTo("20");
        assertThat(one("SELECT count(*) FROM release")).isEqualTo("3");
        assertThat(one("SELECT string_agg(token_hash, '' ORDER BY token_hash) FROM one_time_link"))
                .isEqualTo("bc");
        assertThat(run("prune")).isZero();
        assertThat(commands.out()).contains("units that were served: 0 removed");
        assertThat(run("prune", "--keep", "10")).isZero();
        assertThat(one("SELECT count(*) FROM exposure")).isEqualTo("25000");
    }
}
