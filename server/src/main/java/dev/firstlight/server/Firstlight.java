package dev.firstlight.server;

import dev.firstlight.server.admin.AdminCommands;
import dev.firstlight.server.exchange.ExportCommand;
import dev.firstlight.server.exchange.ImportCommand;
import dev.firstlight.server.platform.DatabaseLauncher;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts the service, and before it the embedded PostgreSQL where no database is configured. */
@QuarkusMain
public final class Firstlight {

    private static final long LONGEST_STOP_MS = 20_000;

    private Firstlight() {}

    /**
     * Runs until told to stop; or, with {@code import} as the first argument, says what an import of another system's
     * flags would do, or with {@code export} writes ours as another system reads them; or does one of the
     * {@link AdminCommands}; none needs a server.
     *
     * @param args passed on to Quarkus, or to the command
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("import")) {
            System.exit(ImportCommand.run(List.of(args).subList(1, args.length), System.out, System.err));
        }
        if (args.length > 0 && args[0].equals("export")) {
            System.exit(ExportCommand.run(List.of(args).subList(1, args.length), System.out, System.err));
        }
        if (args.length > 0 && AdminCommands.names().contains(args[0])) {
            System.exit(AdminCommands.run(args));
        }
        // The database has to outlive the service, so a signal's exit waits for this thread to end both in order.
        Thread service = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(service), "stop"));
        if (Boolean.parseBoolean(System.getenv("FIRSTLIGHT_STOP_WITH_PARENT"))) {
            stopWithParent();
        }
        AtomicInteger exit = new AtomicInteger();
        try (DatabaseLauncher database = DatabaseLauncher.launch()) {
            Quarkus.run(null, (code, failure) -> exit.set(code), args);
        } catch (DatabaseLauncher.CannotStart e) {
            System.err.println("firstlight: " + e.getMessage());
            exit.set(1);
        }
        if (exit.get() != 0) {
            Runtime.getRuntime().halt(exit.get());
        }
    }

    /** Whoever started us holds our standard input open; when it ends, they are gone, however it happened. */
    private static void stopWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // As good as an end.
                    }
                    System.exit(0);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void await(Thread service) {
        try {
            service.join(LONGEST_STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
