package dev.firstlight.server.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A server-sent event as bytes, made once for all who get it: the text, and the same framed as one chunk of an HTTP/1.1
 * answer. Both are one piece of memory outside the heap that any number of connections write without a copy of their own.
 * Nobody counts who holds it: it goes when no connection refers to it any more.
 */
final class Event {

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Buffer text;
    private final ByteBuf chunk;

    private Event(Buffer text, ByteBuf chunk) {
        this.text = text;
        this.chunk = chunk;
    }

    @SuppressWarnings("deprecation") // the only way to a Vert.x buffer over bytes that are not copied
    static Event of(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] head = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer direct = ByteBuffer.allocateDirect(head.length + length + LINE_END.length);
        direct.put(head);
        for (byte[] piece : pieces) {
            direct.put(piece);
        }
        direct.put(LINE_END).flip();
        ByteBuf chunk = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct));
        return new Event(Buffer.buffer(chunk.slice(head.length, length)), chunk);
    }

    /** How long the text is. */
    int length() {
        return text.length();
    }

    /** The event itself. */
    Buffer text() {
        return text;
    }

    /** The event between what frames a chunk: a view of one's own. */
    ByteBuf chunk() {
        return chunk.duplicate();
    }
}
