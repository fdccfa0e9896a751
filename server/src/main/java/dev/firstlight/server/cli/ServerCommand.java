package dev.firstlight.server.cli;

import dev.firstlight.server.cli.yaml.MistakesException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a server. */
@Command(mixinStandardHelpOptions = true)
abstract class ServerCommand implements Callable<Integer> {

    @Mixin
    Connection connection = new Connection();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Does it. */
    abstract ExitCode run(ApiClient api, Output output);

    /** The same, for those that do not always need a server. */
    ExitCode run(Cli cli, Output output) {
        return run(connection.client(cli.connection, cli.environment), output);
    }

    @Override
    public Integer call() {
        Cli cli = (Cli) spec.root().userObject();
        Output output = new Output(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                connection.json || cli.connection.json || !cli.terminal);
        try {
            return run(cli, output).code();
        } catch (CommandFailure e) {
            return say(String.valueOf(e.getMessage()), e.code(), output);
        } catch (ApiProblem e) {
            return say(String.valueOf(e.getMessage()), e.exitCode(), output);
        } catch (MistakesException e) {
            return say("nothing was done, since the files are wrong\n" + e.getMessage(), ExitCode.USAGE, output);
        }
    }

    private int say(String message, ExitCode code, Output output) {
        output.note(spec.name() + ": " + message);
        return code.code();
    }
}
