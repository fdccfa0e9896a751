package dev.firstlight.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file that is whole or as it was: written aside, forced to disk, renamed. Its first line is the SHA-256 of the rest,
 * so that half a file is known for what it is.
 */
record CheckedFile(Path path) {

    private static final int DIGEST_LENGTH = 64;

    /** What was written last; null where there is none, or none that is whole. */
    byte @Nullable [] read() {
        try {
            byte[] bytes = Files.readAllBytes(path);
            if (bytes.length <= DIGEST_LENGTH) {
                return null;
            }
            String digest = new String(bytes, 0, DIGEST_LENGTH, StandardCharsets.US_ASCII);
            byte[] body = Arrays.copyOfRange(bytes, DIGEST_LENGTH + 1, bytes.length);
            return Checksum.of(body).equals(digest) ? body : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Replaces all of it; where that fails the file is as it was. */
    void write(byte[] body) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path next = path.resolveSibling(path.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Integer.toHexString(System.identityHashCode(this)) + ".tmp");
        try {
            writeDurably(next, Checksum.of(body) + "\n", body);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void writeDurably(Path path, String head, byte[] body) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ownerOnly(path);
            for (ByteBuffer part : new ByteBuffer[] {StandardCharsets.US_ASCII.encode(head), ByteBuffer.wrap(body)}) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            channel.force(true);
        }
    }

    /** Rules say who is in which audience. */
    private static void ownerOnly(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
