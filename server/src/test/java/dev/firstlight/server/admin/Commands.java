package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands as an operator runs them: settings, what they say, and what they exit with. */
final class Commands {

    private static final List<String> SETTINGS = List.of(
            "firstlight.database.url",
            "firstlight.database.username",
            "firstlight.database.password",
            "firstlight.database.directory",
            "firstlight.secrets.key",
            "firstlight.secrets.key-file",
            "firstlight.secrets.previous-keys");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs one, and gives its exit code. */
    int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = new CommandLine(CommandSpec.create().name("firstlight"));
        AdminCommands.all().forEach(line::addSubcommand);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    /** What the last one printed. */
    String out() {
        return out.toString();
    }

    /** What it complained of. */
    String err() {
        return err.toString();
    }

    /** Has them work on a database. */
    static DatabaseAddress use(DatabaseAddress database) {
        System.setProperty("firstlight.database.url", database.url());
        System.setProperty("firstlight.database.username", database.username());
        System.setProperty("firstlight.database.password", database.password());
        return database;
    }

    /** Takes back all settings, those too that a server left which another test started in this process. */
    static void forget() {
        SETTINGS.forEach(System::clearProperty);
    }
}
