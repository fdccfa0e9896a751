package dev.firstlight.server.admin;

import dev.firstlight.server.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A backup that was found whole: each table has the rows and the checksum that the manifest says. */
final class BackupFile implements AutoCloseable {

    private static final int LARGEST_MANIFEST = 1024 * 1024;
    private static final int BLOCK = 64 * 1024;

    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Reads the whole file once, and refuses one that is not as it was written. */
    static BackupFile open(Path file) {
        if (!Files.isReadable(file)) {
            throw new Refused(file.toAbsolutePath() + " cannot be read; give the name of a backup.");
        }
        try {
            try (FileChannel channel = FileChannel.open(file)) {
                Seal.check(channel);
            }
            ZipFile zip = new ZipFile(file.toFile());
            try {
                Manifest manifest = manifest(zip);
                checkEntries(zip, manifest);
                for (Manifest.Table table : manifest.tables()) {
                    check(zip, table);
                }
                return new BackupFile(zip, manifest);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Refused("The backup is damaged or cut off (" + e.getMessage() + "); nothing was changed.");
        }
    }

    Manifest manifest() {
        return manifest;
    }

    InputStream read(Manifest.Table table) throws IOException {
        return entry(zip, table.entry());
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        try (InputStream in = entry(zip, Manifest.ENTRY)) {
            byte[] bytes = in.readNBytes(LARGEST_MANIFEST);
            Manifest manifest = Json.read(new String(bytes, StandardCharsets.UTF_8), Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw new Refused("The backup is of format " + manifest.format() + ", and this Firstlight reads "
                        + Manifest.FORMAT + "; take a newer Firstlight.");
            }
            if (manifest.schema() == null
                    || manifest.schema().isEmpty()
                    || manifest.tables() == null
                    || manifest.sequences() == null) {
                throw new IOException("its manifest is not whole");
            }
            return manifest;
        } catch (IllegalStateException e) {
            throw new IOException("its manifest is not one", e);
        }
    }

    private static void checkEntries(ZipFile zip, Manifest manifest) throws IOException {
        Set<String> expected = new HashSet<>(Set.of(Manifest.ENTRY));
        manifest.tables().forEach(table -> expected.add(table.entry()));
        Set<String> found = new HashSet<>();
        zip.stream().map(ZipEntry::getName).forEach(found::add);
        if (!found.equals(expected)) {
            throw new IOException("its tables are not those of its manifest");
        }
    }

    private static void check(ZipFile zip, Manifest.Table table) throws IOException {
        MessageDigest digest = Seal.sha256();
        byte[] block = new byte[BLOCK];
        long rows = 0;
        try (InputStream in = entry(zip, table.entry())) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
                // In a copy's text a new line is only ever the end of a row.
                for (int i = 0; i < read; i++) {
                    rows += block[i] == '\n' ? 1 : 0;
                }
            }
        }
        if (rows != table.rows() || !HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
            throw new IOException("table " + table.name() + " is not what was written");
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
