package dev.firstlight.server.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Java SDKs in a process of their own, maybe of another version or in another network, and what they say they see. */
public final class Sdks implements AutoCloseable {

    /**
     * What an SDK began to serve.
     *
     * @param micros when, since 1970
     * @param value of the first flag
     */
    public record Seen(String sdk, long epoch, long revision, long micros, String value) {}

    /** What is watched, and by how many. */
    public record Watched(int count, String region, String key, List<String> urls, String flag, String other) {}

    private final Process process;
    private final int count;
    private final Map<String, Seen> now = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Seen> all = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile long asked;
    private volatile long wentBack;
    private volatile long torn;

    private Sdks(Process process, int count) {
        this.process = process;
        this.count = count;
    }

    /**
     * Starts them.
     *
     * @param classPath where the SDK is; what the test runs with comes after it
     * @param within what the process is started by; nothing for this machine as it is
     */
    public static Sdks start(String classPath, List<String> within, Path log, Watched what) throws IOException {
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                classPath + ":" + Path.of("target", "test-classes").toAbsolutePath(),
                SdkProcess.class.getName(),
                Integer.toString(what.count()),
                what.region(),
                what.key(),
                String.join(",", what.urls()),
                what.flag(),
                what.other()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Sdks sdks = new Sdks(process, what.count());
        Thread thread = new Thread(sdks::read, "sdks");
        thread.setDaemon(true);
        thread.start();
        return sdks;
    }

    /** The SDK of a packaged server: what it was built with. */
    public static String classPath(Path application) {
        return application.toAbsolutePath().resolve("lib").resolve("main") + "/*";
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    private void take(String line) {
        String[] words = line.split(" ", 6);
        switch (words[0]) {
            case "P" -> {
                Seen seen = new Seen(
                        words[1],
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3]),
                        Long.parseLong(words[4]),
                        words[5]);
                all.add(seen);
                now.put(seen.sdk(), seen);
            }
            case "S" -> {
                asked = Long.parseLong(words[1]);
                wentBack = Long.parseLong(words[2]);
                torn = Long.parseLong(words[3]);
            }
            default -> failures.add(line);
        }
    }

    /** Whether each serves a revision, or a later one. */
    public boolean allAt(long epoch, long revision) {
        return now.size() == count
                && now.values().stream()
                        .allMatch(seen -> seen.epoch() > epoch || seen.epoch() == epoch && seen.revision() >= revision);
    }

    /** Waits until each serves a revision, or a later one. */
    public void reach(long epoch, long revision, Duration within) {
        Awaitility.await("all at " + epoch + "-" + revision)
                .atMost(within)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> allAt(epoch, revision));
    }

    /** The value that each of them serves, those that there are. */
    public List<String> values() {
        return now.values().stream().map(Seen::value).distinct().toList();
    }

    /** The last that each began to serve. */
    public List<Seen> now() {
        return List.copyOf(now.values());
    }

    /** All that they ever began to serve. */
    public List<Seen> all() {
        return List.copyOf(all);
    }

    /** Evaluations without an answer. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** How often they were asked for both flags. */
    public long asked() {
        return asked;
    }

    /** How often one went back. */
    public long wentBack() {
        return wentBack;
    }

    /** How often the two flags were not of one write. */
    public long torn() {
        return torn;
    }

    /** Whether the process lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
