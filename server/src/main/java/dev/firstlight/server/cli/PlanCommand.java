package dev.firstlight.server.cli;

import dev.firstlight.server.cli.code.ProjectCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "Says what apply would do, and does nothing.")
final class PlanCommand extends ServerCommand {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE|DIRECTORY",
            description = "the code")
    Path file = Path.of("");

    @Option(names = "--prune", description = "also what the server has and the code does not speak of, which would go")
    boolean prune;

    @Option(names = "--detailed-exit", description = "end with 1 where there is something to do")
    boolean detailed;

    @Override
    ExitCode run(ApiClient api, Output output) {
        ProjectCode.Plan plan = new ProjectCode(api).plan(file, prune);
        output.print(plan.json(), plan.lines());
        return detailed && plan.size() > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
