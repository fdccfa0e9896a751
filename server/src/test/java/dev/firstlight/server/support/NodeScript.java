package dev.firstlight.server.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A script of the end-to-end tests, in a process of its own; it ends with its input. */
public final class NodeScript implements AutoCloseable {

    /** The console's folder, whose packages bring a browser. */
    public static final Path BROWSER = Path.of("..", "ui").toAbsolutePath().normalize();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path printed;

    private NodeScript(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
    }

    /** Starts one of the scripts. */
    public static NodeScript start(String name, String... arguments) throws IOException {
        Path printed = Files.createTempFile(name, ".txt");
        List<String> command =
                new ArrayList<>(List.of("node", NodeWatch.script(name).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        return new NodeScript(process, printed);
    }

    /** Gives it a line to read. */
    public void say(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Waits for a line that begins so; gives the rest of it. */
    public String await(String prefix) {
        return await(0, prefix);
    }

    /** Waits for a line that begins so, the first lines aside; gives the rest of it. */
    public String await(int aside, String prefix) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> printed().stream()
                                .skip(aside)
                                .filter(line -> line.startsWith(prefix))
                                .map(line -> line.substring(prefix.length()).trim())
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
    }

    /** Its lines so far. */
    public List<String> printed() throws IOException {
        return Files.readAllLines(printed);
    }

    /** Waits for its end; gives its exit code. */
    public int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the script did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
