package dev.firstlight.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
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
 * The last ruleset an SDK has seen, kept for a start without the server. The first line is the SHA-256 of the rest, so
 * that half a file is known for what it is.
 */
final class RulesetFile {

    private static final int DIGEST_LENGTH = 64;

    private final Path file;

    /** One file per server and key, so that an SDK never starts with another environment's flags. */
    RulesetFile(Path directory, SourceConfig config) {
        String name = Checksum.of((config.url() + "\n" + config.sdkKey()).getBytes(StandardCharsets.UTF_8));
        this.file = directory.resolve("firstlight-" + name.substring(0, 16) + ".ruleset");
    }

    /** The ruleset in the file; null where there is none, or none that is whole. */
    @Nullable
    ObjectNode read() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length <= DIGEST_LENGTH + 1) {
                return null;
            }
            String digest = new String(bytes, 0, DIGEST_LENGTH, StandardCharsets.US_ASCII);
            byte[] json = Arrays.copyOfRange(bytes, DIGEST_LENGTH + 1, bytes.length);
            return Checksum.of(json).equals(digest) && Json.parse(json) instanceof ObjectNode node ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Replaces the ruleset in the file, unless the one that is there is newer, or has flags and this one has none. Either
     * the whole of it is there afterwards or the file is as it was.
     */
    void write(ObjectNode ruleset) throws IOException {
        ObjectNode there = read();
        if (there != null && !replaces(ruleset, there)) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        byte[] json = Json.bytes(ruleset);
        Path next = file.resolveSibling(file.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Integer.toHexString(System.identityHashCode(this)) + ".tmp");
        try {
            writeDurably(next, Checksum.of(json) + "\n", json);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static boolean replaces(ObjectNode next, ObjectNode there) {
        boolean emptied = next.path("flags").isEmpty() && !there.path("flags").isEmpty();
        return !emptied && Position.of(next).isAfter(Position.of(there));
    }
}
