package dev.firstlight.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link StreamClients} in their process, as a measurement tells them what to do. */
public final class ManyReaders implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    /** When an edit was acknowledged, and when half, 99 % and all of them had it, in milliseconds after a moment. */
    public record Arrived(double acknowledged, double p50, double p99, double last) {

        Arrived acknowledged(double millis) {
            return new Arrived(millis, p50, p99, last);
        }
    }

    private ManyReaders(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the process; it opens nothing yet. */
    public static ManyReaders start(String url, String key) throws IOException {
        return start(url, key, "");
    }

    /** The same of pages, which ask at a path with a client key. */
    static ManyReaders start(String url, String key, String path) throws IOException {
        return new ManyReaders(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        StreamClients.class.getName(),
                        url,
                        key,
                        path))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Opens so many, from a position or from nothing, and waits until all are at another. */
    public Arrived open(int count, String from, String wanted) throws IOException {
        long start = System.nanoTime();
        say("open " + count + " " + from + " " + wanted);
        return arrived(start);
    }

    /** Its process. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /** How many bytes all have read so far, heads of answers included. */
    long bytes() throws IOException {
        say("bytes");
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("bytes ")) {
            throw new IOException("the readers said: " + answer);
        }
        return Long.parseLong(answer.substring(6));
    }

    /** Says which position comes next. */
    public void expect(String wanted) throws IOException {
        say("expect " + wanted);
        String answer = answers.readLine();
        if (!"expecting".equals(answer)) {
            throw new IOException("the readers said: " + answer);
        }
    }

    /** Waits until all have what is expected. */
    public Arrived arrived(long since) throws IOException {
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("arrived ")) {
            throw new IOException("the readers said: " + answer);
        }
        String[] at = answer.split(" ");
        return new Arrived(0, after(since, at[1]), after(since, at[2]), after(since, at[3]));
    }

    private static double after(long since, String at) {
        return (Long.parseLong(at) - since) / 1e6;
    }

    private void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
