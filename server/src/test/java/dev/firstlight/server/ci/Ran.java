package dev.firstlight.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A step of a pipeline, in a process of its own with nothing of this machine's environment but where programs are. */
final class Ran implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 90;

    private final Process process;
    private final Path log;
    private final String token;

    private Ran(Process process, Path log, String token) {
        this.process = process;
        this.log = log;
        this.token = token;
    }

    static Ran start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        Path log = Files.createTempFile(directory, "step", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
        builder.environment().putAll(environment);
        return new Ran(builder.start(), log, environment.getOrDefault("FIRSTLIGHT_TOKEN", ""));
    }

    /** The script itself. */
    static Ran script(Path directory, String command, Map<String, String> told) throws IOException {
        return start(
                directory,
                told,
                List.of("bash", Pipeline.CI.resolve("firstlight.sh").toString(), command));
    }

    /** What it printed, when it has ended as it should, and has kept its token to itself. */
    String ends(int code) throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end:\n" + printed());
        }
        String printed = printed();
        assertThat(process.exitValue()).as(printed).isEqualTo(code);
        if (!token.isEmpty()) {
            assertThat(printed).doesNotContain(token);
        }
        return printed;
    }

    /** What it printed, on either output. */
    String printed() throws IOException {
        return Files.readString(log);
    }

    /** Its command line and those of all that it started, as a list of processes shows them. */
    List<String> commandLines() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(one -> one.info().commandLine().stream())
                .toList();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
