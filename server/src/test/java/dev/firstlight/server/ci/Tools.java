package dev.firstlight.server.ci;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that are on every CI machine, but not on every developer's. */
final class Tools {
    private static final String PATH = System.getenv().getOrDefault("PATH", "");

    private Tools() {}

    /** Passes over a test, loudly, where a program is not to be had. */
    static void require(String... programs) {
        List<String> missing =
                Stream.of(programs).filter(program -> !isThere(program)).toList();
        if (!missing.isEmpty()) {
            System.err.println("NOT TESTED, for want of " + String.join(", ", missing) + ": install it and run again.");
        }
        Assumptions.assumeTrue(missing.isEmpty(), "needs " + missing);
    }

    static boolean isThere(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(PATH)
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
