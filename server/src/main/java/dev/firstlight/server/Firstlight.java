package dev.firstlight.server;

import dev.firstlight.server.cli.Cli;
import dev.firstlight.server.platform.DatabaseLauncher;
import dev.firstlight.server.platform.StartTrouble;
import dev.firstlight.server.platform.Traces;
import dev.firstlight.server.relay.Relay;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Starts the service, and before it the embedded PostgreSQL where no database is configured. */
@QuarkusMain
public final class Firstlight {

    private static final long LONGEST_STOP_MS = 20_000;

    private Firstlight() {}

    /**
     * Runs until told to stop; or, with arguments, does what they say on the {@link Cli command line} without starting
     * the service.
     *
     * @param args a command and its options, or nothing
     */
    public static void main(String[] args) {
        if (args.length > 0) {
            System.exit(Cli.run(args));
        }
        if (isRelay()) {
            return;
        }
        // The database has to outlive the service, so a signal's exit waits for this thread to end both in order.
        Thread service = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(service), "stop"));
        if (Boolean.parseBoolean(System.getenv("FIRSTLIGHT_STOP_WITH_PARENT"))) {
            stopWithParent();
        }
        Traces.configure();
        AtomicInteger exit = new AtomicInteger();
        try {
            StartCheck.run();
            try (DatabaseLauncher database = DatabaseLauncher.launch()) {
                Quarkus.run(null, (code, failure) -> exit.set(say(code, failure)), args);
            }
        } catch (RuntimeException e) {
            exit.set(say(1, e));
        }
        if (exit.get() != 0) {
            Runtime.getRuntime().halt(exit.get());
        }
    }

    /** Starts a relay where one is wanted: neither the service nor a database are there then. */
    private static boolean isRelay() {
        try {
            if (!Relay.isWanted()) {
                return false;
            }
            Relay relay = Relay.start();
            Runtime.getRuntime().addShutdownHook(new Thread(relay::close, "stop"));
        } catch (RuntimeException e) {
            System.err.println("firstlight: it did not start: " + StartTrouble.sentence(e));
            Runtime.getRuntime().halt(1);
        }
        return true;
    }

    /** Quarkus leaves it to its caller to say why it did not start. */
    private static int say(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println("firstlight: it did not start: " + StartTrouble.sentence(failure));
        }
        return code;
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
