package dev.firstlight.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Other systems' own test cases, which lie beside the repository where they lie at all. */
public final class Vectors {

    private Vectors() {}

    /** The folder of a system's cases; the test is skipped where it is missing. */
    public static Path folder(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path found = Stream.iterate(here, java.util.Objects::nonNull, Path::getParent)
                .map(above -> above.resolve("shared/vectors").resolve(name))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "no shared/vectors/" + name + " beside the repository");
        return found;
    }

    /** Every line of every file of JSON lines in a folder. */
    public static List<JsonNode> lines(Path folder) throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank()) {
                        cases.add(Json.parse(line));
                    }
                }
            }
        }
        return cases;
    }

    /** What was imported, as an SDK would evaluate it. */
    public static Ruleset ruleset(Imported imported) {
        return Ruleset.compile(
                new RulesetSpec("imported", "test", 1, 1, Map.of(), imported.flags(), imported.segments()));
    }

    /** A ruleset of flags and segments as they are on the wire. */
    public static RulesetSpec ruleset(Map<String, ? extends JsonNode> flags, JsonNode segments) {
        List<Problem> problems = new ArrayList<>();
        ObjectNode document = Json.object()
                .put("schema", RulesetJson.SCHEMA)
                .put("project", "p")
                .put("environment", "e")
                .put("epoch", 1)
                .put("revision", 1);
        document.putObject("flags").setAll(flags);
        document.set("segments", segments);
        RulesetSpec spec = RulesetJson.read(document, Mode.STRICT, problems);
        assertThat(problems).isEmpty();
        return java.util.Objects.requireNonNull(spec);
    }
}
