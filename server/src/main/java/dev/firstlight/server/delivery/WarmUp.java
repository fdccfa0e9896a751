package dev.firstlight.server.delivery;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Walks the way of a broadcast a few thousand times at the start, to readers of its own on the loopback. A process's first
 * broadcast is otherwise twice as slow as all others, and it may be the one that takes a failing change back.
 */
@ApplicationScoped
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final long NO_ENVIRONMENT = -1;
    private static final int READERS = 64;
    private static final int ROUNDS = 320;
    private static final int EACH_TIME = 8;
    private static final Buffer REQUEST = Buffer.buffer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    private static final String CHANGE =
            "event: change\nid: 1-1\ndata: {\"epoch\":1,\"from\":1,\"to\":2,\"flags\":{}}\n\n";

    private final List<OpenStream> streams = new ArrayList<>();
    private final Editions editions;
    private final Payloads payloads;
    private final DeliveryConfig config;
    private final Vertx vertx;

    WarmUp(Editions editions, Payloads payloads, DeliveryConfig config, Vertx vertx) {
        this.editions = editions;
        this.payloads = payloads;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (config.warmUp()) {
            Context loop = VertxContext.getRootContext(vertx.getOrCreateContext());
            loop.runOnContext(ignored -> listen(new StreamLoop(loop, Long.MAX_VALUE), loop));
        }
    }

    private void listen(StreamLoop readers, Context loop) {
        NetClient client = vertx.createNetClient();
        vertx.createHttpServer()
                .requestHandler(request -> open(readers, loop, request))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> {
                    for (int i = 0; i < READERS; i++) {
                        client.connect(server.actualPort(), "127.0.0.1")
                                .onSuccess(socket -> socket.handler(read -> {}).write(REQUEST));
                    }
                    whenAllAreThere(
                            loop, 200, () -> round(readers, loop, 1).onComplete(done -> end(readers, client, server)));
                })
                .onFailure(e -> LOG.debugf("No warm-up, the first change will be slower: %s", e.getMessage()));
    }

    private void open(StreamLoop readers, Context loop, HttpServerRequest request) {
        HttpServerResponse response = request.response().setChunked(true);
        response.write(Events.COMMENT);
        OpenStream stream =
                new OpenStream(NO_ENVIRONMENT, "", loop, response, new Position(1, 1), editions, payloads.bulkhead());
        readers.add(stream);
        streams.add(stream);
    }

    private void whenAllAreThere(Context loop, int patience, Runnable then) {
        if (streams.size() >= READERS || patience == 0) {
            then.run();
        } else {
            vertx.setTimer(5, timer -> loop.runOnContext(ignored -> whenAllAreThere(loop, patience - 1, then)));
        }
    }

    /** A few at a time, so that requests that come meanwhile do not wait. */
    private Future<Void> round(StreamLoop readers, Context loop, int from) {
        Buffer change = Events.shared(CHANGE.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (int i = from; i < from + EACH_TIME; i++) {
            readers.offer(NO_ENVIRONMENT, new Position(1, i), new Position(1, i + 1), change);
        }
        if (from + EACH_TIME > ROUNDS) {
            return Future.succeededFuture();
        }
        io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
        vertx.setTimer(
                1,
                timer -> loop.runOnContext(
                        ignored -> round(readers, loop, from + EACH_TIME).onComplete(done)));
        return done.future();
    }

    private void end(StreamLoop readers, NetClient client, HttpServer server) {
        readers.end(stream -> true, OpenStream::close);
        streams.clear();
        client.close();
        server.close();
    }
}
