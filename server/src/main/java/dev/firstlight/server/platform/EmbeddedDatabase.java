package dev.firstlight.server.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that keeps people's flags on a laptop: durable (unlike the test library's default), in a directory
 * the user can see, held by one server at a time, and started again when it dies.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    static final String USER = "postgres";

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final Path directory;
    private final FileChannel lockChannel;
    private final int port;
    private volatile @Nullable EmbeddedPostgres server;
    private volatile boolean closing;

    private EmbeddedDatabase(Path directory, FileChannel lockChannel, int port) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.port = port;
    }

    /**
     * Starts PostgreSQL over the data in a directory, which is made where it is missing.
     *
     * @throws IOException where another server holds the directory, or PostgreSQL does not start
     */
    public static EmbeddedDatabase start(Path home) throws IOException {
        Path directory = Files.createDirectories(home.toAbsolutePath().normalize());
        FileChannel channel = FileChannel.open(
                directory.resolve("firstlight.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isOurs(channel)) {
            channel.close();
            throw new IOException("another Firstlight is running on this directory; stop it first");
        }
        try {
            stopOrphan(directory.resolve("postgres").resolve("postmaster.pid"));
            EmbeddedDatabase database = new EmbeddedDatabase(directory, channel, freePort());
            database.launch();
            LOG.infof("Data is kept in %s (PostgreSQL on 127.0.0.1:%d)", directory, database.port);
            return database;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether a directory has data of ours. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve("postgres").resolve("PG_VERSION"));
    }

    /** The address of the PostgreSQL that another server runs over the data in a directory; empty where none does. */
    static Optional<String> running(Path directory) throws IOException {
        Path lock = directory.resolve("firstlight.lock");
        Path pidFile = directory.resolve("postgres").resolve("postmaster.pid");
        if (!Files.exists(lock) || !Files.exists(pidFile)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (isOurs(channel)) {
                return Optional.empty();
            }
        }
        // PostgreSQL writes pid, directory, time of start and port, a line each.
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() < 4
                ? Optional.empty()
                : Optional.of(url(Integer.parseInt(lines.get(3).trim())));
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The address, without user: {@code postgresql://127.0.0.1:port/postgres}. */
    public String url() {
        return url(port);
    }

    private static String url(int port) {
        return "postgresql://127.0.0.1:" + port + "/postgres";
    }

    private void launch() throws IOException {
        Redirect log = Redirect.appendTo(directory.resolve("postgres.log").toFile());
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        server = started;
        postmaster(directory.resolve("postgres").resolve("postmaster.pid"))
                .ifPresent(process -> process.onExit().thenRun(this::revive));
    }

    /** Killed from outside: start it again on the same port, so that the pools heal by themselves. */
    private void revive() {
        for (int attempt = 1; !closing && attempt <= 30; attempt++) {
            try {
                LOG.warn("The embedded PostgreSQL ended; starting it again");
                relaunch();
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warnf("It did not start (attempt %d): %s", attempt, e.getMessage());
                pause();
            }
        }
    }

    /** One at a time with {@link #close}, which must not pass a server by that is just starting. */
    private synchronized void relaunch() throws IOException {
        if (!closing) {
            release();
            launch();
        }
    }

    /** The library holds a lock on the data until it is told that its server is gone. */
    private void release() {
        EmbeddedPostgres last = server;
        try {
            if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            LOG.warnf("The embedded PostgreSQL did not stop cleanly: %s", e.getMessage());
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a kill -9 of the server its PostgreSQL lives on, without a master; we hold the lock, so it is ours to end. */
    private static void stopOrphan(Path pidFile) throws IOException {
        var orphan = postmaster(pidFile);
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle process = orphan.get();
        LOG.infof("Stopping the PostgreSQL (pid %d) that an earlier server left behind", process.pid());
        process.destroy();
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException("cannot stop the PostgreSQL left behind", e);
        }
    }

    private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        // The number may by now belong to something else, so the command has to be PostgreSQL's.
        return ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(EmbeddedDatabase::isPostgres);
    }

    /** Inside a user namespace the command is hidden from us; then what is told of it has to do. */
    private static boolean isPostgres(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.commandLine()
                .or(info::command)
                .map(c -> c.contains("postgres"))
                .orElse(true);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            release();
        }
        try {
            lockChannel.close();
        } catch (IOException e) {
            LOG.warnf("The lock on %s was not given back: %s", directory, e.getMessage());
        }
    }
}
