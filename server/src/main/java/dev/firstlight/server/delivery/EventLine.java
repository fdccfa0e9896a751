package dev.firstlight.server.delivery;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole events to one open answer. Over HTTP/1.1 an event goes to the socket as the chunk it already is, below
 * everything that encodes answers: encoding it anew for each of ten thousand readers takes as long as sending it. Such an
 * event would overtake what still waits above, so it may be written only where the answer has room, when nothing does.
 */
final class EventLine {

    /** The name that Vert.x gives to what makes chunks out of an answer's pieces. */
    private static final String ENCODER = "httpEncoder";

    private final HttpServerResponse response;
    private final @Nullable ChannelHandlerContext encoder;

    private EventLine(HttpServerResponse response, @Nullable ChannelHandlerContext encoder) {
        this.response = response;
        this.encoder = encoder;
    }

    /** The line of an answer in chunks whose head is written. Call on its event loop. */
    static EventLine of(HttpServerRequest request, HttpServerResponse response) {
        if (request.connection() instanceof Http1xServerConnection connection) {
            Channel channel = connection.channel();
            // Where something waits already, the first events must wait behind it.
            return new EventLine(
                    response,
                    channel.isWritable() && response.isChunked()
                            ? channel.pipeline().context(ENCODER)
                            : null);
        }
        return new EventLine(response, null);
    }

    /** Call where the answer has room, on its event loop. */
    void write(Event event) {
        ChannelHandlerContext below = encoder;
        if (below == null) {
            response.write(event.text());
        } else {
            below.writeAndFlush(event.chunk(), below.voidPromise());
        }
    }
}
