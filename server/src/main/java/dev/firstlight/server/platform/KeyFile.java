package dev.firstlight.server.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The key beside an embedded database, which seals the secrets that are in it: made once, read by its owner alone. */
final class KeyFile {

    private static final String NAME = "secrets.key";

    private KeyFile() {}

    /** The file in a directory; a new one where there is none. */
    static Path in(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (Files.exists(file)) {
            return file;
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        // Whole or not at all: a key that is half there would seal, and never open again.
        Path made = Files.createTempFile(directory, NAME, ".new", ownersOnly(directory));
        Files.writeString(made, Base64.getEncoder().encodeToString(key) + "\n");
        try (FileChannel channel = FileChannel.open(made, Set.of(java.nio.file.StandardOpenOption.WRITE))) {
            channel.force(true);
        }
        try {
            // Never in the place of one that another process made meanwhile: what that one sealed would not open again.
            Files.move(made, file);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(made);
        }
        return file;
    }

    private static FileAttribute<?>[] ownersOnly(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
