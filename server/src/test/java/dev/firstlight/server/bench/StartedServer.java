package dev.firstlight.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged server, started with a Java and options of the measurement's own, and asked as soon as it can answer. */
final class StartedServer implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long ASK_EVERY_MS = 10;

    private final Process process;
    private final int port;
    private final double readyAfter;

    /** A Java, and the options that it is started with. */
    record Java(Path home, int feature, List<String> options) {

        static Java at(Path home) throws IOException {
            String version = Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .orElseThrow(() -> new IOException(home + " is no JDK"));
            return new Java(home, Integer.parseInt(version.replaceAll("\\D*(\\d+).*", "$1")), List.of());
        }

        String cache() {
            return feature >= 25 ? "AOT cache" : "CDS archive";
        }

        /** The same with a cache of classes, made by one run to its end. */
        Java withCache(Path directory, Map<String, String> settings) throws IOException, InterruptedException {
            Path cache = directory.resolve("classes-" + feature);
            String writes = feature >= 25 ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
            try (StartedServer trained =
                    StartedServer.start(new Java(home, feature, List.of(writes + cache)), directory, settings)) {
                trained.stop();
            }
            if (!Files.exists(cache)) {
                throw new IOException("no cache was written: " + Files.readString(directory.resolve("log")));
            }
            String reads = feature >= 25 ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
            return new Java(home, feature, List.of(reads + cache));
        }
    }

    private StartedServer(Process process, int port, double readyAfter) {
        this.process = process;
        this.port = port;
        this.readyAfter = readyAfter;
    }

    static StartedServer start(Java java, Path directory, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of(java.home.resolve("bin/java").toString(), "-Xmx256m"));
        command.addAll(java.options);
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()));
        long began = System.nanoTime();
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        while (!isReady(port)) {
            if (!process.isAlive() || System.nanoTime() - began > LONGEST_NS) {
                process.destroyForcibly();
                throw new IOException("it did not start: " + Files.readString(directory.resolve("log")));
            }
            Thread.sleep(ASK_EVERY_MS);
        }
        return new StartedServer(process, port, (System.nanoTime() - began) / 1e9);
    }

    private static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET /q/health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Seconds from its start until it was ready. */
    double readyAfter() {
        return readyAfter;
    }

    /** Bytes that the operating system holds for it. */
    long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** Ends it by SIGTERM; gives the seconds that this took. */
    double stop() throws IOException, InterruptedException {
        long told = System.nanoTime();
        process.destroy();
        // Writing a cache of classes takes longer than ending.
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IOException("it does not end");
        }
        return (System.nanoTime() - told) / 1e9;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
