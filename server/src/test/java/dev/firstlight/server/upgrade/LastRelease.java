package dev.firstlight.server.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The release before this one, built from the repository's history, once. */
record LastRelease(String name, Path build) {

    /** Stands for the last release until there is a tag. */
    private static final String UNTIL_THERE_IS_A_TAG = "3ffb5675";

    private static final Path ROOT = Path.of("..");

    /** It does not start on tables that a later one moved forward unless it is told to; releases after it do. */
    private static final Map<String, String> TOLD = Map.of("QUARKUS_FLYWAY_IGNORE_FUTURE_MIGRATIONS", "true");

    /** Builds it, where an earlier run has not; takes some minutes. */
    static LastRelease built() throws IOException, InterruptedException {
        String name = asked();
        Path tree = Path.of("target", "upgrade", name.replace('/', '-')).toAbsolutePath();
        Path build = tree.resolve("server").resolve("target").resolve("quarkus-app");
        if (!Files.exists(build.resolve("quarkus-run.jar"))) {
            if (!Files.exists(tree.resolve("mvnw"))) {
                run(ROOT, "git", "worktree", "prune");
                run(ROOT, "git", "worktree", "add", "--force", "--detach", tree.toString(), name);
            }
            run(tree, "./mvnw", "-q", "-DskipTests", "package", "-pl", "server", "-am");
        }
        return new LastRelease(name, build);
    }

    /** What its nodes have to be told, so that one can go back to it. */
    Map<String, String> settings() {
        return name.equals(UNTIL_THERE_IS_A_TAG) ? TOLD : Map.of();
    }

    private static String asked() throws IOException, InterruptedException {
        @Nullable String named = System.getProperty("upgrade.from");
        if (named != null && !named.isEmpty()) {
            return named;
        }
        return run(ROOT, "git", "tag", "--list", "v*", "--sort=-version:refname")
                .lines()
                .findFirst()
                .orElse(UNTIL_THERE_IS_A_TAG);
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + " in " + directory + ": " + printed);
        }
        return printed;
    }
}
