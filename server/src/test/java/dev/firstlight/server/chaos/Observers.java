package dev.firstlight.server.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link Observing} in its process, as it is asked. */
final class Observers implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Path file;

    private Observers(Process process, Path file) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.file = file;
    }

    /** @param options of their JVM */
    static Observers start(Cluster cluster, Path directory, String key, int count, List<String> options)
            throws IOException {
        Path file = directory.resolve("sights.tsv");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Observing.class.getName(),
                file.toString(),
                key,
                Integer.toString(count),
                cluster.cacheDirectory().toString(),
                String.join(",", cluster.sdkUrls())));
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("observers.log").toFile())
                .start();
        return new Observers(process, file);
    }

    private synchronized String ask(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the observers are gone");
        }
        return answer;
    }

    /** Where each of them is. */
    List<Long> positions() throws IOException {
        return Arrays.stream(ask("positions").split(" "))
                .map(text -> text.split("-"))
                .map(parts -> Position.of(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                .toList();
    }

    /** What each of them has for some units. */
    List<List<String>> values(String flag, List<String> units) throws IOException {
        return Arrays.stream(
                        ask("values " + flag + " " + String.join(",", units)).split(" "))
                .map(text -> List.of(text.split(",")))
                .toList();
    }

    /** How often they looked. */
    long looks() throws IOException {
        return Long.parseLong(ask("looks"));
    }

    /** Waits until all are at a position; how long that took in milliseconds, or -1 where it takes too long. */
    long await(long position, long longestMs) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (positions().stream().anyMatch(one -> one < position)) {
            if ((System.nanoTime() - start) / 1_000_000 > longestMs) {
                return -1;
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Ends them; all that they saw. */
    List<Sight> end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the observers do not end");
        }
        return Files.readAllLines(file).stream().map(Sight::of).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
