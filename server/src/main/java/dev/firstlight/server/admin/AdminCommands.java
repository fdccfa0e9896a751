package dev.firstlight.server.admin;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of this room, for the command line to take in. */
public final class AdminCommands {

    private AdminCommands() {}

    /** The words that begin one. */
    public static Set<String> names() {
        return commandLine().getSubcommands().keySet();
    }

    /** Runs one, and gives its exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine root = new CommandLine(CommandSpec.create().name("firstlight"));
        all().forEach(root::addSubcommand);
        return root;
    }

    /** Each anew. */
    public static List<Object> all() {
        return List.of(
                new MigrateCommand(),
                new VerifyAuditCommand(),
                new ResetAdminCommand(),
                new BackupCommand(),
                new RestoreCommand());
    }
}
