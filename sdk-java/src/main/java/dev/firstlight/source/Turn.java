package dev.firstlight.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * One writer's turn to look at a file and replace it, among all threads and processes that keep the same: whoever has it
 * has made a file that nobody else can make until it is gone.
 */
final class Turn implements AutoCloseable {

    private static final long PAUSE_MS = 10;
    /** A write takes milliseconds: who has it for two seconds was killed. */
    private static final int FORGOTTEN = 200;

    private static final int TRIES = 2 * FORGOTTEN;

    private final Path mark;

    private Turn(Path mark) {
        this.mark = mark;
    }

    /**
     * Waits four seconds at most.
     *
     * @throws IOException where others have it all the time, or nothing can be written there
     */
    static Turn at(Path file) throws IOException {
        Path mark = file.resolveSibling(file.getFileName() + ".lock");
        Path directory = mark.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        FileTime last = null;
        int same = 0;
        for (int tries = 1; ; tries++) {
            try {
                return new Turn(Files.createFile(mark));
            } catch (FileAlreadyExistsException e) {
                if (tries == TRIES) {
                    throw e;
                }
                FileTime made = made(mark);
                same = made != null && made.equals(last) ? same + 1 : 0;
                last = made;
                if (same == FORGOTTEN) {
                    Files.deleteIfExists(mark);
                } else {
                    pause();
                }
            }
        }
    }

    /** Null where it is gone by now. */
    private static @Nullable FileTime made(Path mark) throws IOException {
        try {
            return Files.getLastModifiedTime(mark);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(mark);
    }
}
