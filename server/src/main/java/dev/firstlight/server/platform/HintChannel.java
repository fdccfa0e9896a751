package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** What hints travel by from node to node. Each may be lost, and whoever hears one trusts it for nothing. */
interface HintChannel {

    /**
     * Begins to listen, and listens again, for ever, whenever that ends.
     *
     * @param heard told of each hint of any node
     * @param listening told each time that it has begun to listen: what was said before was not heard
     */
    void start(Consumer<String> heard, Runnable listening);

    /** Tells all nodes. Fails where that cannot be done just now. */
    Uni<Void> send(String hint);

    /** Its name, for operators. */
    String name();

    /** Whether it listens at the moment. */
    boolean isListening();

    void stop();
}
