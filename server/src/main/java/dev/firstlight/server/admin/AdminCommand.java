package dev.firstlight.server.admin;

import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import dev.firstlight.server.platform.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands have in common: the database, and how they say what went wrong. */
abstract class AdminCommand implements Callable<Integer> {

    static final int DONE = 0;
    /** Nothing was done, or what was looked at is not as it should be. */
    static final int NO = 1;

    static final int WRONG_USE = 2;
    /** The database does not answer. */
    static final int UNREACHABLE = 3;

    private static final String CONNECTION_TROUBLE = "08";
    private static final String SHUTTING_DOWN = "57P";

    @Spec
    CommandSpec spec = CommandSpec.create();

    private final Supplier<DatabaseLauncher> launcher;

    /** A command that opens the database by {@link DatabaseLauncher#join} or {@link DatabaseLauncher#launch}. */
    AdminCommand(Supplier<DatabaseLauncher> launcher) {
        this.launcher = launcher;
    }

    /** Does it, and gives the exit code. */
    abstract int run(DatabaseAddress database, PrintWriter out) throws SQLException, IOException;

    @Override
    public Integer call() {
        try (DatabaseLauncher database = launcher.get()) {
            // Whether it answers at all is said alike by all of them.
            database.address().connect().close();
            return run(database.address(), spec.commandLine().getOut());
        } catch (Refused | DatabaseLauncher.CannotStart e) {
            return say(String.valueOf(e.getMessage()), NO);
        } catch (Failure e) {
            boolean wrongUse = e.kind() == Failure.Kind.MALFORMED || e.kind() == Failure.Kind.INVALID;
            return say(String.valueOf(e.getMessage()), wrongUse ? WRONG_USE : UNREACHABLE);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? CONNECTION_TROUBLE : e.getSQLState();
            return state.startsWith(CONNECTION_TROUBLE) || state.startsWith(SHUTTING_DOWN)
                    ? say("the database does not answer: " + e.getMessage(), UNREACHABLE)
                    : say("the database refuses: " + e.getMessage(), NO);
        } catch (FlywayException e) {
            return say("the database's migrations cannot be read: " + e.getMessage(), NO);
        } catch (IOException e) {
            return say(e.toString(), NO);
        }
    }

    private int say(String message, int code) {
        spec.commandLine().getErr().println(spec.name() + ": " + message);
        return code;
    }
}
