package dev.firstlight.server.upgrade;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before the nodes: a request goes to the next that is ready, and to another where its connection is refused. */
final class Rotation {

    private final List<RunningServer> ready;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger refusedConnections = new AtomicInteger();

    Rotation(List<RunningServer> nodes) {
        this.ready = new CopyOnWriteArrayList<>(nodes);
    }

    /** It gets no new requests; those that are under way end there. */
    void takeOut(RunningServer node) {
        ready.remove(node);
    }

    void putIn(RunningServer node) {
        ready.add(node);
    }

    /** As an admin. */
    KeptConnection.Answer send(String method, String path, String body) throws IOException {
        ConnectException last = new ConnectException("no node is ready");
        for (int i = 0; i < 3; i++) {
            List<RunningServer> now = List.copyOf(ready);
            RunningServer node = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            try (KeptConnection connection = new KeptConnection(node.url(), "Bearer " + Api.ADMIN)) {
                return connection.send(method, path, body, Map.of());
            } catch (ConnectException refused) {
                refusedConnections.incrementAndGet();
                last = refused;
            }
        }
        throw last;
    }

    int refusedConnections() {
        return refusedConnections.get();
    }
}
