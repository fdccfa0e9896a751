package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.wire.FlagJson;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.SegmentJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Says what another system's document would become, without a server; exits with 1 where something"
                + " would answer otherwise than it did.")
public final class ImportCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int DIFFERENT = 1;
    private static final int WRONG_USE = 2;
    private static final int MOST_CONTEXTS = 99_999_999;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "SYSTEM",
            completionCandidates = Systems.class,
            description = "whose document it is: ${COMPLETION-CANDIDATES}")
    String from = "";

    @Parameters(paramLabel = "FILE", description = "the document")
    Path file = Path.of("");

    @Option(
            names = "--contexts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "how many contexts are evaluated by both systems' rules")
    int contexts;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write what it becomes, as a ruleset has it")
    @Nullable
    Path out;

    @Spec
    CommandSpec spec = CommandSpec.create();

    static final class Systems implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ForeignSystem.words().iterator();
        }
    }

    /** Reads, replays and reports. */
    @Override
    public Integer call() {
        ForeignSystem system = ForeignSystem.of(from)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--from is one of " + String.join(", ", ForeignSystem.words()) + "."));
        if (contexts < 0 || contexts > MOST_CONTEXTS) {
            throw new ParameterException(spec.commandLine(), "--contexts is 0 to " + MOST_CONTEXTS + ".");
        }
        try {
            Source source = system.read(Json.parse(Files.readAllBytes(file)));
            ImportReport report = ImportReport.of(system, source, contexts, null);
            print(report, spec.commandLine().getOut());
            if (out != null) {
                Files.write(out, Json.bytes(document(source.imported())));
            }
            return report.equivalence().differences().isEmpty() ? DONE : DIFFERENT;
        } catch (Failure e) {
            Problem problem = e.toProblem(null);
            String where = problem.errors() == null
                    ? ""
                    : ", " + problem.errors().get(0).pointer();
            spec.commandLine().getErr().println("import: " + file + where + ": " + e.getMessage());
            return WRONG_USE;
        } catch (IOException e) {
            spec.commandLine().getErr().println("import: " + file + " cannot be read as JSON: " + e.getMessage());
            return WRONG_USE;
        }
    }

    private static void print(ImportReport report, PrintWriter out) {
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
        out.flush();
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
