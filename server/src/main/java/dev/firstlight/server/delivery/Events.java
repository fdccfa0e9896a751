package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.PublishedRuleset;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Server-sent events as bytes, made once for all who get them. Our JSON has no line breaks, so data is one line. */
final class Events {

    static final Buffer COMMENT = shared(ascii(": \n\n"));

    private static final byte[] END = ascii("\n\n");

    private Events() {}

    static Buffer whole(PublishedRuleset ruleset) {
        return event("ruleset", ruleset, ruleset.identity());
    }

    static Buffer change(PublishedRuleset to, byte[] change) {
        return event("change", to, change);
    }

    static Buffer goodbye(long reconnectWithinMs) {
        return shared(ascii("event: goodbye\ndata: {\"reconnectWithinMs\":" + reconnectWithinMs + "}\n\n"));
    }

    private static Buffer event(String name, PublishedRuleset at, byte[] data) {
        return shared(ascii("event: " + name + "\nid: " + at.position() + "\ndata: "), data, END);
    }

    /**
     * Bytes outside the heap that any number of connections write without a copy of their own. Nobody counts who holds
     * them: they go when no connection refers to them any more.
     */
    @SuppressWarnings("deprecation") // the only way to a Vert.x buffer over bytes that are not copied
    static Buffer shared(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        ByteBuffer direct = ByteBuffer.allocateDirect(length);
        for (byte[] piece : pieces) {
            direct.put(piece);
        }
        direct.flip();
        return Buffer.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
