package dev.firstlight.server.cli;

import dev.firstlight.server.cli.code.ProjectCode;
import dev.firstlight.server.exchange.FileExport;
import dev.firstlight.wire.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Writes a project as code, for plan and apply; or, with --as, a ruleset as another system reads it,"
                        + " without a server.")
final class ExportCommand extends ServerCommand {

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE|DIRECTORY",
            description = "where to; else to the output")
    @Nullable
    Path out;

    @Option(
            names = "--as",
            paramLabel = "SYSTEM",
            completionCandidates = Systems.class,
            description = "write RULESET_FILE for another system: ${COMPLETION-CANDIDATES}")
    @Nullable
    String as;

    @Parameters(paramLabel = "RULESET_FILE", arity = "0..1", description = "with --as: a ruleset, or what import wrote")
    @Nullable
    Path file;

    static final class Systems implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return FileExport.systems().iterator();
        }
    }

    @Override
    public Integer call() {
        if (as == null && file == null) {
            return super.call();
        }
        if (as == null || file == null) {
            throw new ParameterException(spec.commandLine(), "--as SYSTEM and RULESET_FILE go together.");
        }
        return FileExport.run(
                as, file, out, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    @Override
    ExitCode run(ApiClient api, Output output) {
        ProjectCode code = new ProjectCode(api);
        if (out == null) {
            output.out().print(code.export());
            output.out().flush();
            return ExitCode.DONE;
        }
        List<String> lines = new ArrayList<>();
        code.export(out).forEach(gone -> lines.add("Removed " + gone + ", which the server does not have."));
        lines.add("Wrote " + api.project() + " to " + out + ".");
        output.print(Json.object().put("project", api.project()).put("written", out.toString()), lines);
        return ExitCode.DONE;
    }
}
