package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code export --as SYSTEM RULESET_FILE [--out FILE]}: a ruleset as another system reads it, without a server. */
public final class FileExport {

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_USE = 2;

    private FileExport() {}

    /** The names of the systems. */
    public static List<String> systems() {
        return Destination.words();
    }

    /**
     * Reads and writes. Without a file to write to, the document goes to the output and the remarks beside it.
     *
     * @return the exit code: 0 where all flags are exported, 1 where some are refused, 2 where the system is not known
     *     or the file cannot be read
     */
    public static int run(String system, Path file, @Nullable Path to, PrintWriter out, PrintWriter err) {
        Destination destination = Destination.of(system).orElse(null);
        if (destination == null) {
            err.println("export: there is no \"" + system + "\"; use one of " + String.join(", ", systems()) + ".");
            return WRONG_USE;
        }
        try {
            List<Problem> problems = new ArrayList<>();
            RulesetSpec spec = RulesetJson.read(whole(Json.parse(Files.readAllBytes(file))), Mode.LENIENT, problems);
            if (spec == null) {
                problems.forEach(problem -> err.println("export: " + problem.pointer() + "  " + problem.detail()));
                return WRONG_USE;
            }
            return write(destination.write(spec), to, out, err);
        } catch (IOException e) {
            err.println("export: " + file + " cannot be read as JSON: " + e.getMessage());
            return WRONG_USE;
        }
    }

    private static int write(Exported exported, @Nullable Path to, PrintWriter out, PrintWriter err)
            throws IOException {
        byte[] document = Json.bytes(exported.document());
        if (to == null) {
            out.println(new String(document, StandardCharsets.UTF_8));
        } else {
            Files.write(to, document);
        }
        // Beside the document, so that this can still be piped on.
        exported.remarks().forEach(remark -> remark.print(to == null ? err : out));
        boolean refused = exported.remarks().stream().anyMatch(Remark::refused);
        return refused ? REFUSED : DONE;
    }

    /** What an import wrote has no more than flags and segments; nothing else of a ruleset matters here. */
    private static JsonNode whole(JsonNode document) {
        if (!(document instanceof ObjectNode given) || given.has("schema")) {
            return document;
        }
        ObjectNode whole = Json.object()
                .put("schema", RulesetJson.SCHEMA)
                .put("project", "export")
                .put("environment", "export")
                .put("epoch", 1)
                .put("revision", 1);
        return whole.setAll(given);
    }
}
