package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.postgresql.PGConnection;

/** Brings a backup into an empty database: all of it or nothing, in a new epoch. */
final class Restore {

    private static final int BUFFER = 64 * 1024;

    private final DatabaseAddress database;
    private final Clock clock;

    Restore(DatabaseAddress database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a restore did. */
    record Restored(Manifest manifest, List<Epochs.Raised> epochs) {}

    /**
     * Restores a file.
     *
     * @param beyond every environment's epoch becomes higher than this, too
     */
    Restored run(Path file, long beyond) throws SQLException, IOException {
        try (BackupFile backup = BackupFile.open(file)) {
            Manifest manifest = backup.manifest();
            Schema schema = new Schema(database);
            checkSchema(schema, manifest);
            try (Connection connection = database.connect()) {
                checkEmpty(new Catalog(connection), manifest);
            }
            schema.migrateTo(manifest.version());
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                load(connection, backup);
                List<Epochs.Raised> raised = new Epochs(connection, clock).raise(manifest, beyond);
                connection.commit();
                return new Restored(manifest, raised);
            }
        }
    }

    private static void checkSchema(Schema schema, Manifest manifest) {
        if (!schema.knownUpTo(manifest.version()).equals(manifest.schema())) {
            throw new Refused("The backup's tables are of version " + manifest.version()
                    + ", made by migrations that this Firstlight (version " + schema.newest()
                    + ") does not have; restore it with the Firstlight that made it. Nothing was changed.");
        }
    }

    /** What the service makes by itself, such as the first set-up link, gives way; what people made does not. */
    private static void checkEmpty(Catalog catalog, Manifest manifest) throws SQLException {
        List<Manifest.Migration> there = catalog.migrations();
        if (there.isEmpty()) {
            if (!catalog.tables().isEmpty()) {
                throw new Refused(
                        "This database holds something else; restore into an empty one. Nothing was changed.");
            }
            return;
        }
        for (String table : List.of("project", "person", "api_token", "audit")) {
            if (catalog.one("SELECT EXISTS (SELECT 1 FROM " + table + ")").equals("t")) {
                throw new Refused("This database is in use (" + table
                        + " has rows); restore into an empty one. Nothing was changed.");
            }
        }
        if (there.size() > manifest.schema().size()) {
            throw new Refused("This database's tables are newer than the backup's, which are of version "
                    + manifest.version() + "; restore into a database that no server has used. Nothing was changed.");
        }
    }

    private static void load(Connection connection, BackupFile backup) throws SQLException, IOException {
        Catalog catalog = new Catalog(connection);
        List<Catalog.ForeignKey> foreignKeys = catalog.foreignKeys();
        List<String> triggered = catalog.tablesWithTriggers();
        try (Statement statement = connection.createStatement()) {
            // Rows come in any order and as they were; what watches over them is put aside, until all are there.
            for (Catalog.ForeignKey key : foreignKeys) {
                statement.execute("ALTER TABLE " + key.table() + " DROP CONSTRAINT " + key.name());
            }
            for (String table : triggered) {
                statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
            }
            for (Manifest.Table table : backup.manifest().tables()) {
                statement.execute("TRUNCATE " + Catalog.quote(table.name()));
                copy(connection, backup, table);
            }
            for (String table : triggered) {
                statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
            }
            for (Catalog.ForeignKey key : foreignKeys) {
                statement.execute(
                        "ALTER TABLE " + key.table() + " ADD CONSTRAINT " + key.name() + " " + key.definition());
            }
        }
        goOnCounting(connection, backup.manifest().sequences());
    }

    private static void copy(Connection connection, BackupFile backup, Manifest.Table table)
            throws SQLException, IOException {
        try (InputStream in = backup.read(table)) {
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + Catalog.quote(table.name()) + " (" + table.list() + ") FROM STDIN", in, BUFFER);
            if (rows != table.rows()) {
                throw new Refused("Table " + table.name() + " took " + rows + " rows of " + table.rows()
                        + "; nothing was changed.");
            }
        }
    }

    private static void goOnCounting(Connection connection, List<Manifest.Sequence> sequences) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT setval(quote_ident(?)::regclass, ?)")) {
            for (Manifest.Sequence sequence : sequences) {
                set.setString(1, sequence.name());
                set.setLong(2, sequence.last());
                set.execute();
            }
        }
    }
}
