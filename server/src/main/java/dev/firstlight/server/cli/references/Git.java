package dev.firstlight.server.cli.references;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What git says of a directory; nothing where there is no git, or no repository. */
final class Git {

    private static final long LONGEST_S = 60;

    private Git() {}

    /** The first line that a command prints. */
    static Optional<String> line(Path directory, String... args) {
        return run(directory, args)
                .map(text -> text.strip().lines().findFirst().orElse(""))
                .filter(line -> !line.isEmpty());
    }

    /** What a command prints. */
    static Optional<String> run(Path directory, String... args) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
