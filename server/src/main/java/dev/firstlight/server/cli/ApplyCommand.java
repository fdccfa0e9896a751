package dev.firstlight.server.cli;

import dev.firstlight.server.cli.code.ProjectCode;
import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "apply", description = "Makes the project what the code says, after showing how.")
final class ApplyCommand extends ServerCommand {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE|DIRECTORY",
            description = "the code")
    Path file = Path.of("");

    @Option(names = "--prune", description = "remove what the server has and the code does not speak of")
    boolean prune;

    @Option(names = "--yes", description = "do not ask")
    boolean yes;

    @Option(names = "--comment", description = "why, for the audit, e.g. the commit")
    @Nullable
    String comment;

    @Override
    ExitCode run(ApiClient api, Output output) {
        ProjectCode.Plan plan = new ProjectCode(api).plan(file, prune);
        if (!output.json()) {
            output.print(plan.json(), plan.lines());
        }
        if (plan.size() > 0) {
            confirm(plan.size());
            plan.apply(comment);
        }
        output.print(plan.json().put("applied", true), plan.size() == 0 ? List.of() : List.of("Done."));
        return ExitCode.DONE;
    }

    private void confirm(int changes) {
        if (yes) {
            return;
        }
        Console console = Cli.console();
        if (console == null) {
            throw new CommandFailure(ExitCode.USAGE, "Nobody can be asked here; look at plan, then give --yes.");
        }
        String answer = console.readLine("Make %s? [y/N] ", changes == 1 ? "this change" : "these changes");
        if (answer == null || !answer.strip().matches("(?i)y|yes")) {
            throw new CommandFailure(ExitCode.REFUSED, "Nothing was changed.");
        }
    }
}
