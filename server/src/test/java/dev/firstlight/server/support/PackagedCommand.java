package dev.firstlight.server.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command of the packaged program, as a user starts it. */
public final class PackagedCommand {

    private PackagedCommand() {}

    /** How one ended, and what it printed on either output. */
    public record Ended(int code, String printed) {}

    /** Runs one in a directory and waits for its end. */
    public static Ended run(Path directory, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                RunningServer.BUILD.toAbsolutePath().resolve("quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(directory, arguments[0], ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        return new Ended(code, Files.readString(log));
    }
}
