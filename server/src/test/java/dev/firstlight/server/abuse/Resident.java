package dev.firstlight.server.abuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the operating system holds for a process, and the most of it since one began to look. */
final class Resident implements AutoCloseable {

    private static final long EVERY_MS = 50;

    private final Path status;
    private final Thread thread = new Thread(this::look, "resident");
    private volatile long most;
    private volatile boolean closed;

    Resident(ProcessHandle process) throws IOException {
        this.status = Path.of("/proc", Long.toString(process.pid()), "status");
        this.most = now();
        thread.setDaemon(true);
        thread.start();
    }

    long now() throws IOException {
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("there is no such process any more");
    }

    /** The most since it was last asked. */
    long takeMost() throws IOException {
        long taken = most;
        most = now();
        return taken;
    }

    private void look() {
        try {
            while (!closed) {
                most = Math.max(most, now());
                Thread.sleep(EVERY_MS);
            }
        } catch (IOException gone) {
            // The bystander tells of that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(1_000);
    }
}
