package dev.firstlight.server.cli;

import dev.firstlight.server.admin.AdminCommands;
import dev.firstlight.server.exchange.ImportCommand;
import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The root of the command line. A command is a class with {@code @Command}; it is named in {@link #run}, those
 * that ask a server extend {@link ServerCommand}, those on the database itself are in {@link AdminCommands#all}.
 */
@Command(
        name = "firstlight",
        mixinStandardHelpOptions = true,
        description = "Feature flags and progressive delivery. Without a command, the server runs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, or what was compared differs",
            "2:not understood: the command, or a file",
            "3:the server does not answer",
            "4:not allowed"
        })
public final class Cli implements Runnable {

    final Map<String, String> environment;
    final boolean terminal;

    @Mixin
    Connection connection = new Connection();

    @Spec
    CommandSpec spec = CommandSpec.create();

    Cli(Map<String, String> environment, boolean terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    /**
     * Does what the arguments say.
     *
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(String... args) {
        return run(System.getenv(), console() != null, System.out, System.err, args);
    }

    /** The same in surroundings that are not the process's own. */
    public static int run(
            Map<String, String> environment, boolean terminal, PrintStream out, PrintStream err, String... args) {
        CommandLine root = new CommandLine(new Cli(environment, terminal));
        root.addSubcommand(new ImportCommand());
        root.addSubcommand(new ExportCommand());
        root.addSubcommand(new PlanCommand());
        root.addSubcommand(new ApplyCommand());
        root.addSubcommand(new FlagsCommand());
        root.addSubcommand(new ReleasesCommand());
        root.addSubcommand(new ReferencesCommand());
        root.addSubcommand(new TypesCommand());
        root.addSubcommand(new KillCommand());
        root.addSubcommand(new HealthCommand());
        AdminCommands.all().forEach(root::addSubcommand);
        return root.setOut(utf8(out)).setErr(utf8(err)).execute(args);
    }

    /** Null where the output is piped, or the input: then no person is at it. */
    static @Nullable Console console() {
        Console console = System.console();
        try {
            // Since JDK 22 there is a console without a person, too.
            boolean person = console != null
                    && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
            return person ? console : null;
        } catch (ReflectiveOperationException e) {
            return console;
        }
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
