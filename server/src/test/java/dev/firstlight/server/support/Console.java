package dev.firstlight.server.support;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the server under test writes into its log meanwhile, as its own handler with its settings writes it. */
public final class Console implements AutoCloseable {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ConsoleHandler handler;

    private Console(ConsoleHandler handler) {
        this.handler = handler;
    }

    /** Begins to read along. */
    public static Console read() {
        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            if (handler instanceof ConsoleHandler writing) {
                Console console = new Console(writing);
                writing.setOutputStream(console.written);
                return console;
            }
        }
        throw new AssertionError(
                "no console among " + Arrays.toString(InitialConfigurator.DELAYED_HANDLER.getHandlers()));
    }

    /** All of it until now. */
    public String text() {
        handler.flush();
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        handler.setOutputStream(new Unclosed(System.out));
    }

    /** The handler closes what it wrote to before. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void close() {}
    }
}
