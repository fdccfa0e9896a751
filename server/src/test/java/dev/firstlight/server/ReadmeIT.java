package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a newcomer to type does what it says. */
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theFirstFlagWorksAsWritten(@TempDir Path directory) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            String key = run(
                            directory,
                            Map.of("TOKEN", Api.ADMIN),
                            "bash",
                            "-euc",
                            block("sh", server) + "\nprintf '\\n%s' \"$SDK_KEY\"")
                    .lines()
                    .reduce("", (before, line) -> line);
            assertThat(key).startsWith("fls_");

            Path java = Files.writeString(directory.resolve("Shop.java"), block("java", server));
            assertThat(run(
                            directory,
                            Map.of("SDK_KEY", key),
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            java.toString()))
                    .contains("new checkout: true");

            Path scope = Files.createDirectories(directory.resolve("node_modules/@firstlight"));
            Files.createSymbolicLink(scope.resolve("sdk"), ROOT.resolve("sdk-js"));
            Path script = Files.writeString(directory.resolve("shop.mjs"), block("js", server));
            assertThat(run(directory, Map.of("SDK_KEY", key), "node", script.toString()))
                    .contains("new checkout: true");
        }
    }

    /** The README's one block of a language, pointed at the server under test. */
    private static String block(String language, RunningServer server) throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(matcher.find()).describedAs("a block of " + language).isTrue();
        return matcher.group(1).replace("http://localhost:8080", server.url());
    }

    private static String run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(out);
        assertThat(process.exitValue()).describedAs(printed).isZero();
        return printed;
    }
}
