package dev.firstlight.server.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Passes the bytes of two connections on to each other, in threads that end with them and with the process. */
public final class Relay {

    private Relay() {}

    /** Something that ends when its connection does. */
    public interface Work {
        void run() throws IOException;
    }

    /** Does it in a thread of its own. */
    public static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection is over.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Passes on both ways, until either side ends. */
    public static void between(Socket one, Socket other) {
        start(() -> copy(one, other));
        start(() -> copy(other, one));
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        }
    }
}
