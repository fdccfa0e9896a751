package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.Ids;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetClient;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Walks the way of a broadcast a few thousand times at the start, to readers of its own that nobody else knows the address
 * of. A process's first broadcast is otherwise twice as slow as all others, and it may be the one that takes a failing
 * change back.
 */
@ApplicationScoped
class WarmUp {

    private static final long NO_ENVIRONMENT = -1;
    private static final int READERS = 64;
    private static final int ROUNDS = 320;
    private static final int EACH_TIME = 8;
    private static final long PAUSE_MS = 2;
    private static final int MOST_PAUSES = 500;
    private static final Event CHANGE =
            Event.of("event: change\nid: 1-1\ndata: {\"epoch\":1,\"from\":1,\"to\":2,\"flags\":{}}\n\n"
                    .getBytes(StandardCharsets.US_ASCII));

    private final Map<Context, StreamLoop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final String path = "/sdk/v1/warm-up/" + Ids.secret("");
    private final Editions editions;
    private final Payloads payloads;
    private final DeliveryConfig config;
    private final Vertx vertx;
    private @Nullable Route route;

    WarmUp(Editions editions, Payloads payloads, DeliveryConfig config, Vertx vertx) {
        this.editions = editions;
        this.payloads = payloads;
        this.config = config;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        if (config.warmUp()) {
            route = router.get(path).order(RulesetRoute.EARLY).handler(this::open);
        }
    }

    private void open(RoutingContext routing) {
        Context loop = VertxContext.getRootContext(routing.vertx().getOrCreateContext());
        HttpServerResponse response = routing.response().setChunked(true);
        response.putHeader("Content-Encoding", "identity").write(Events.COMMENT.text());
        OpenStream stream = new OpenStream(
                NO_ENVIRONMENT, "", loop, routing.request(), new Position(1, 1), editions, payloads.bulkhead());
        loops.computeIfAbsent(loop, own -> new StreamLoop(own, Long.MAX_VALUE, () -> {}))
                .add(stream);
        open.incrementAndGet();
    }

    void start(@ObservesAsync HttpServerStart event) {
        if (!config.warmUp()) {
            return;
        }
        int port = event.options().getPort();
        if (port <= 0) {
            return;
        }
        NetClient client = vertx.createNetClient();
        Buffer request = Buffer.buffer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (int i = 0; i < READERS; i++) {
            client.connect(port, "localhost")
                    .onSuccess(socket -> socket.handler(read -> {}).write(request));
        }
        whenAllAreThere(MOST_PAUSES, () -> round(1, client));
    }

    private void whenAllAreThere(int pauses, Runnable then) {
        if (open.get() >= READERS || pauses == 0) {
            then.run();
        } else {
            vertx.setTimer(PAUSE_MS, timer -> whenAllAreThere(pauses - 1, then));
        }
    }

    /** A few at a time, so that requests that come meanwhile do not wait. */
    private void round(int from, NetClient client) {
        if (from > ROUNDS) {
            end(client);
            return;
        }
        loops.values()
                .forEach(loop -> loop.run(readers -> {
                    for (int i = from; i < from + EACH_TIME; i++) {
                        readers.offer(NO_ENVIRONMENT, new Position(1, i), new Position(1, i + 1), CHANGE);
                    }
                }));
        vertx.setTimer(PAUSE_MS, timer -> round(from + EACH_TIME, client));
    }

    private void end(NetClient client) {
        loops.values().forEach(loop -> loop.run(readers -> readers.end(stream -> true, OpenStream::close)));
        loops.clear();
        client.close();
        Route ours = route;
        if (ours != null) {
            ours.remove();
        }
    }
}
