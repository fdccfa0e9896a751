package dev.firstlight.server.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory that can be filled. It needs root. */
final class Disk implements AutoCloseable {

    private static final int PIECE = 65_536;

    private final Path place;

    private Disk(Path place) {
        this.place = place;
    }

    /** Whether disks can be made here. */
    static boolean canBe() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/bin/mount"));
    }

    static Disk make(Path place, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(place);
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString());
        return new Disk(place);
    }

    Path place() {
        return place;
    }

    /** Until not a byte more fits. */
    void fill() throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            if (Files.getFileStore(place).getUsableSpace() > PIECE) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return place.resolve("ballast");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Shell.run("umount", "-l", place.toString());
    }
}
