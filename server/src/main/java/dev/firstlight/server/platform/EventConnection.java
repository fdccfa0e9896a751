package dev.firstlight.server.platform;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ThreadLocalRandom;

/** One open answer of server-sent events. All it does happens on one event loop. */
public abstract class EventConnection {

    private static final int SOONEST_MS = 500;
    private static final int LATEST_MS = 3_000;
    private static final Buffer COMMENT = Buffer.buffer(": \n\n");

    private final Context loop;
    private final HttpServerResponse response;
    private final long environmentId;
    private final String holder;

    /**
     * An answer that is not begun yet.
     *
     * @param loop the event loop, see {@link #loop(RoutingContext)}
     * @param holder what opened it; it is closed once that is no longer good
     */
    protected EventConnection(RoutingContext routing, Context loop, long environmentId, String holder) {
        this.loop = loop;
        this.response = routing.response();
        this.environmentId = environmentId;
        this.holder = holder;
    }

    /** The event loop itself, not the request's own context: a broadcast then takes one task for each loop. */
    public static Context loop(RoutingContext routing) {
        return VertxContext.getRootContext(routing.vertx().getOrCreateContext());
    }

    /** An event as bytes; the data must be one line. */
    public static Buffer event(String name, String id, String data) {
        return Buffer.buffer(("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n"));
    }

    /** What is there to send first. */
    protected abstract void opened();

    /** Sends the head, and a comment so that the reader knows that the stream is open. Readers that we lose come back spread. */
    void open() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "private, no-store")
                .putHeader("X-Accel-Buffering", "no");
        int retry = ThreadLocalRandom.current().nextInt(SOONEST_MS, LATEST_MS);
        response.write(Buffer.buffer("retry: " + retry + "\n\n"));
        response.write(COMMENT);
        opened();
    }

    Context loop() {
        return loop;
    }

    /** The environment that it tells about. */
    public final long environmentId() {
        return environmentId;
    }

    String holder() {
        return holder;
    }

    /** Whether the reader takes more now; if not, {@link #whenDrained} tells when. */
    protected final boolean takesMore() {
        return !response.writeQueueFull();
    }

    /** Whether nobody reads any more. */
    protected final boolean isClosed() {
        return response.closed() || response.ended();
    }

    /** Sends an event. */
    protected final void write(Buffer event) {
        response.write(event);
    }

    /** Does something once there is room again. */
    protected final void whenDrained(Runnable action) {
        response.drainHandler(drained -> {
            response.drainHandler(null);
            action.run();
        });
    }

    void comment() {
        if (!isClosed() && takesMore()) {
            response.write(COMMENT);
        }
    }

    void end() {
        if (!isClosed()) {
            response.end();
        }
    }
}
