package dev.firstlight.server.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged server as a user starts it, in a process of its own that a test may kill. */
public final class RunningServer implements AutoCloseable {

    /** The build that is tested. */
    public static final Path BUILD = Path.of("target", "quarkus-app");

    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final int port;
    private final Map<String, String> settings;
    private final String heap;
    private final Place place;
    private Path build = BUILD;
    private Process process;

    /**
     * Where a server runs.
     *
     * @param host the address that it listens on
     * @param within what its process is started by; nothing for this machine as it is
     */
    public record Place(String host, List<String> within) {
        private static final Place HERE = new Place("127.0.0.1", List.of());
    }

    private RunningServer(Path directory, int port, Map<String, String> settings, String heap, Place place) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.heap = heap;
        this.place = place;
    }

    /** Starts it over the data in a directory, on free ports, and waits until it is ready. */
    public static RunningServer start(Path directory) throws IOException {
        return start(
                directory,
                Map.of(
                        "FIRSTLIGHT_DATABASE_DIRECTORY",
                        directory.resolve("data").toString()));
    }

    /** Starts it with settings of the test's own, on free ports, and waits until it is ready. */
    public static RunningServer start(Path directory, Map<String, String> settings) throws IOException {
        return start(directory, settings, "-Xmx512m");
    }

    /** Starts it with a heap of the test's own, given as the option of the JVM. */
    public static RunningServer start(Path directory, Map<String, String> settings, String heap) throws IOException {
        return start(directory, settings, heap, Place.HERE);
    }

    /** Starts it somewhere else than on this machine's loopback address. */
    public static RunningServer start(Path directory, Map<String, String> settings, String heap, Place place)
            throws IOException {
        RunningServer server = new RunningServer(directory, freePort(), settings, heap, place);
        server.start();
        return server;
    }

    /** Starts another build of it on this machine's loopback address. */
    public static RunningServer start(Path directory, Map<String, String> settings, String heap, Path build)
            throws IOException {
        RunningServer server = new RunningServer(directory, freePort(), settings, heap, Place.HERE);
        server.become(build);
        server.start();
        return server;
    }

    /** It is another build from its next start on. */
    public void become(Path other) {
        build = other;
    }

    /** Its process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Starts it again, on the same port and data. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(place.within());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-jar",
                build.toAbsolutePath().resolve("quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        place.host(),
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(freePort()),
                        "FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN",
                        Api.ADMIN));
        builder.environment().putAll(settings);
        // What a test sets to nothing is as it is where nobody sets it.
        builder.environment().values().removeIf(String::isEmpty);
        process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(200))
                .until(this::isReady);
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended:\n" + lastLines());
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where it listens. */
    public String url() {
        return "http://" + place.host() + ":" + port;
    }

    /** What it printed. */
    public Path log() {
        return directory.resolve("server.log");
    }

    /** What it printed, as text. */
    public String printed() throws IOException {
        return Files.readString(log());
    }

    private String lastLines() {
        try {
            List<String> lines = printed().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return log() + " cannot be read: " + e.getMessage();
        }
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
