package dev.firstlight.server.release.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the model checker over the model of the release machine, in a process of its own. */
final class Tlc {

    private static final Path MODEL = Path.of("src", "test", "tla", "Release.tla");
    private static final Pattern STATES =
            Pattern.compile("([\\d,]+) states generated, ([\\d,]+) distinct states found, 0 ");
    private static final Pattern VIOLATED =
            Pattern.compile("(?:Invariant|Action property|Property|Temporal properties) ?(\\w*)(?: is| were) violated");

    /** What it says of properties that ask for something to happen. */
    static final String LIVENESS = "liveness";

    private Tlc() {}

    /**
     * What it said.
     *
     * @param states distinct states, 0 where it did not see them all
     * @param violated the property that does not hold, "liveness" for one that asks for something to happen, empty for none
     * @param printed all of it
     */
    record Answer(long states, String violated, String printed) {}

    /** Checks these properties of the model with these constants. */
    static Answer check(Constants constants, List<String> properties, boolean large, Path directory) throws Exception {
        Files.copy(MODEL, directory.resolve("Release.tla"));
        Files.writeString(directory.resolve("Release.cfg"), constants.configuration(properties));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        large ? "-Xmx4g" : "-Xmx512m",
                        "-XX:+UseParallelGC",
                        "-XX:TieredStopAtLevel=" + (large ? 4 : 1),
                        // It unpacks its modules there, and takes them away again: not where another one reads them.
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        jar().toString(),
                        "tlc2.TLC",
                        "-workers",
                        large ? "2" : "1",
                        "-lncheck",
                        "final",
                        "-deadlock",
                        "Release.tla")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher states = STATES.matcher(printed);
        Matcher violated = VIOLATED.matcher(printed);
        String what = violated.find() ? violated.group(1).isEmpty() ? LIVENESS : violated.group(1) : "";
        return new Answer(states.find() ? Long.parseLong(states.group(2).replace(",", "")) : 0, what, printed);
    }

    private static Path jar() throws IOException {
        try {
            return Path.of(Class.forName("tlc2.TLC")
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
