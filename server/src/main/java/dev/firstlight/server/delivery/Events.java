package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.PublishedRuleset;
import io.vertx.core.buffer.Buffer;

/** Server-sent events as bytes, made once for all who get them. Our JSON has no line breaks, so data is one line. */
final class Events {

    static final Buffer COMMENT = Buffer.buffer(": \n\n");
    static final Buffer GOODBYE = Buffer.buffer("event: goodbye\ndata: {\"reconnectWithinMs\":5000}\n\n");

    private Events() {}

    static Buffer whole(PublishedRuleset ruleset) {
        return event("ruleset", ruleset, ruleset.identity());
    }

    static Buffer change(PublishedRuleset to, byte[] change) {
        return event("change", to, change);
    }

    private static Buffer event(String name, PublishedRuleset at, byte[] data) {
        return Buffer.buffer(data.length + 64)
                .appendString("event: " + name + "\nid: " + at.position() + "\ndata: ")
                .appendBytes(data)
                .appendString("\n\n");
    }
}
