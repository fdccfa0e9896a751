package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.PublishedRuleset;
import java.nio.charset.StandardCharsets;

/** Server-sent events as bytes, made once for all who get them. Our JSON has no line breaks, so data is one line. */
final class Events {

    static final Event COMMENT = Event.of(ascii(": \n\n"));

    private static final byte[] END = ascii("\n\n");

    private Events() {}

    static Event whole(PublishedRuleset ruleset) {
        return event("ruleset", ruleset, ruleset.identity());
    }

    static Event change(PublishedRuleset to, byte[] change) {
        return event("change", to, change);
    }

    static Event goodbye(long reconnectWithinMs) {
        return Event.of(ascii("event: goodbye\ndata: {\"reconnectWithinMs\":" + reconnectWithinMs + "}\n\n"));
    }

    private static Event event(String name, PublishedRuleset at, byte[] data) {
        return Event.of(ascii("event: " + name + "\nid: " + at.position() + "\ndata: "), data, END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
