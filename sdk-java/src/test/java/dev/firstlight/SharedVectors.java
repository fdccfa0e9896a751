package dev.firstlight;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds test cases: the project's own, and those of others where they are there. */
public final class SharedVectors {

    private static final Path FOREIGN = Path.of(System.getProperty("firstlight.vectors", "../../shared/vectors"));

    private SharedVectors() {}

    /** A file of other projects' cases; the test is skipped where it is missing. */
    public static String foreign(String path) throws IOException {
        Path file = FOREIGN.resolve(path);
        assumeTrue(Files.exists(file), () -> file + " is not there");
        return Files.readString(file);
    }

    /** A file of the project's own cases. */
    public static JsonNode own(String name) throws IOException {
        try (InputStream in = SharedVectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IOException("no vectors named " + name);
            }
            return Json.parse(in.readAllBytes());
        }
    }
}
