package dev.firstlight.server;

import dev.firstlight.server.platform.DatabaseLauncher;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, and before it the embedded PostgreSQL where no database is configured. */
@QuarkusMain
public final class Firstlight {

    private Firstlight() {}

    /**
     * Runs until told to stop.
     *
     * @param args passed on to Quarkus
     */
    public static void main(String[] args) {
        try (DatabaseLauncher database = DatabaseLauncher.launch()) {
            Quarkus.run(args);
        } catch (DatabaseLauncher.CannotStart e) {
            System.err.println("firstlight: " + e.getMessage());
            System.exit(1);
        }
    }
}
