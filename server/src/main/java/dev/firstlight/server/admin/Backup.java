package dev.firstlight.server.admin;

import dev.firstlight.server.platform.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Writes everything the database holds at one moment into one file, while others go on writing. */
final class Backup {

    private final Connection connection;
    private final Catalog catalog;

    private Backup(Connection connection) {
        this.connection = connection;
        this.catalog = new Catalog(connection);
    }

    /** Makes the connection see one moment from here on, and change nothing. */
    static void freeze(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    /**
     * Writes the file, which is there only when it is whole.
     *
     * @param connection frozen; stays so
     */
    static Manifest write(Connection connection, Path file) throws SQLException, IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new Refused(target + " is there already; give another name.");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (FileChannel channel = create(part)) {
            Manifest manifest = new Backup(connection).write(Channels.newOutputStream(channel));
            Seal.close(channel);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Nobody else reads it: it holds what passwords and keys are compared with. */
    private static FileChannel create(Path part) throws IOException {
        Set<StandardOpenOption> fresh =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return part.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? FileChannel.open(
                            part,
                            fresh,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : FileChannel.open(part, fresh);
        } catch (FileAlreadyExistsException e) {
            throw new Refused(
                    part + " is there: another backup to this name runs, or one was cut off; then remove it.");
        }
    }

    private Manifest write(OutputStream out) throws SQLException, IOException {
        // What they copy stays in place until the end, also where a migration is waiting.
        try (Statement statement = connection.createStatement()) {
            for (Manifest.Table table : catalog.tables()) {
                statement.execute("LOCK TABLE " + Catalog.quote(table.name()) + " IN ACCESS SHARE MODE");
            }
        }
        List<Manifest.Migration> schema = catalog.migrations();
        if (schema.isEmpty()) {
            throw new Refused("This database holds no Firstlight; there is nothing to back up.");
        }
        String now = catalog.one("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
        List<Manifest.Table> tables = new ArrayList<>();
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        for (Manifest.Table table : catalog.tables()) {
            tables.add(copy(table, zip));
        }
        Manifest manifest = new Manifest(Manifest.FORMAT, now, schema, tables, catalog.sequences());
        zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
        zip.write(Json.write(manifest).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.setComment(Seal.OPEN);
        zip.finish();
        return manifest;
    }

    private Manifest.Table copy(Manifest.Table table, ZipOutputStream zip) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(table.entry()));
        DigestOutputStream digest = new DigestOutputStream(
                new FilterOutputStream(zip) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        out.write(bytes, from, length);
                    }
                },
                Seal.sha256());
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        long rows = copies.copyOut(
                "COPY (SELECT " + table.list() + " FROM " + Catalog.quote(table.name()) + ") TO STDOUT", digest);
        zip.closeEntry();
        return new Manifest.Table(
                table.name(),
                table.columns(),
                rows,
                HexFormat.of().formatHex(digest.getMessageDigest().digest()));
    }
}
