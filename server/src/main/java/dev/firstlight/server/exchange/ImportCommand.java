package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.FlagJson;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.SegmentJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code import --from SYSTEM FILE [--contexts N] [--out FILE]}: what a document would become, without a server. */
public final class ImportCommand {

    private static final int DONE = 0;
    private static final int DIFFERENT = 1;
    private static final int WRONG_USE = 2;
    private static final String CONTEXTS = "10000";
    private static final String USAGE =
            "usage: import --from " + String.join("|", ForeignSystem.words()) + " FILE [--contexts N] [--out FILE]";

    private ImportCommand() {}

    /**
     * Reads, replays and reports.
     *
     * @param args without the word {@code import}
     * @return the exit code: 0 where all that was imported answers as it did, 1 where something does not, 2 where the
     *     command was not understood or the file cannot be read
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        Map<String, String> options = new HashMap<>();
        String file = null;
        for (int i = 0; i < args.size(); i++) {
            if (List.of("--from", "--contexts", "--out").contains(args.get(i)) && i + 1 < args.size()) {
                options.put(args.get(i), args.get(++i));
            } else {
                file = args.get(i);
            }
        }
        ForeignSystem system =
                ForeignSystem.of(options.getOrDefault("--from", "")).orElse(null);
        String contexts = options.getOrDefault("--contexts", CONTEXTS);
        if (system == null || file == null || !contexts.matches("\\d{1,8}")) {
            err.println(USAGE);
            return WRONG_USE;
        }
        try {
            Source source = system.read(Json.parse(Files.readAllBytes(Path.of(file))));
            ImportReport report = ImportReport.of(system, source, Integer.parseInt(contexts), null);
            print(report, out);
            String converted = options.get("--out");
            if (converted != null) {
                Files.write(Path.of(converted), Json.bytes(document(source.imported())));
            }
            return report.equivalence().differences().isEmpty() ? DONE : DIFFERENT;
        } catch (IOException e) {
            err.println("import: " + file + " cannot be read as JSON: " + e.getMessage());
            return WRONG_USE;
        }
    }

    private static void print(ImportReport report, PrintStream out) {
        out.printf(
                "flags: %d, segments: %d, from %s%n",
                report.flags().size(), report.segments().size(), report.from());
        for (Remark remark : report.remarks()) {
            remark.print(out);
        }
        out.printf(
                "%d contexts replayed: %s%n",
                report.equivalence().contexts(), report.equivalence().sentence());
        for (Equivalence.Difference difference : report.equivalence().differences()) {
            out.printf(
                    "        %s: %s there, %s here, for %s%n",
                    difference.flag(), difference.theirs(), difference.ours(), difference.context());
        }
    }

    /** As a ruleset has them. */
    private static JsonNode document(Imported imported) {
        ObjectNode document = Json.object();
        ObjectNode flags = document.putObject("flags");
        imported.flags().forEach((key, flag) -> flags.set(key, FlagJson.write(flag)));
        ObjectNode segments = document.putObject("segments");
        imported.segments().forEach((key, segment) -> segments.set(key, SegmentJson.write(segment)));
        return document;
    }
}
