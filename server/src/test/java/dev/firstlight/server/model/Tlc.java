package dev.firstlight.server.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the model checker, in a process of its own. */
final class Tlc {

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
     * @param seconds that it took
     * @param printed all of it
     */
    record Answer(long states, String violated, long seconds, String printed) {}

    /** The model of this name. */
    static Path file(String model) {
        return Path.of("src", "test", "tla", model + ".tla");
    }

    /** Goes through all states of a world, or as far as the first where a property does not hold. */
    static Answer check(Check check, boolean large, Path directory) throws Exception {
        String model = check.world().model();
        Files.copy(file(model), directory.resolve(model + ".tla"));
        Files.writeString(directory.resolve(model + ".cfg"), check.configuration());
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        large ? "-Xmx4g" : "-Xmx512m",
                        large ? "-XX:+UseParallelGC" : "-XX:+UseSerialGC",
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
                        model + ".tla")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher states = STATES.matcher(printed);
        Matcher violated = VIOLATED.matcher(printed);
        String what = violated.find() ? violated.group(1).isEmpty() ? LIVENESS : violated.group(1) : "";
        return new Answer(
                states.find() ? Long.parseLong(states.group(2).replace(",", "")) : 0,
                what,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                printed);
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
