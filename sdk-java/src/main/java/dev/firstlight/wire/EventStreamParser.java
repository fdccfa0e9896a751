package dev.firstlight.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads an event stream as WHATWG HTML describes it, from bytes in pieces of any size. Not safe for several threads.
 */
public final class EventStreamParser {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Consumer<ServerSentEvent> events;
    private final Consumer<String> comments;
    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String type = "";
    private String lastEventId = "";
    /** A new id takes force with the next empty line, so that half an event leaves no trace. */
    private String nextEventId = "";

    private boolean firstLine = true;
    private boolean afterCarriageReturn;

    /**
     * A parser at the start of a stream.
     *
     * @param events is given each event as soon as it is complete
     * @param comments is given each comment; servers send them to show that the stream is alive
     * @param maxBytes how large a line, and an event, may be
     */
    public EventStreamParser(Consumer<ServerSentEvent> events, Consumer<String> comments, int maxBytes) {
        this.events = events;
        this.comments = comments;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads on.
     *
     * @throws IllegalStateException where a line or an event is too large
     */
    public void feed(byte[] bytes, int from, int length) {
        int start = from;
        int end = from + length;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterCarriageReturn) {
                start = i + 1; // the second half of CR LF
            } else if (b == '\n' || b == '\r') {
                append(bytes, start, i);
                start = i + 1;
                endLine();
            }
            afterCarriageReturn = b == '\r';
        }
        append(bytes, start, end);
    }

    private void append(byte[] bytes, int from, int to) {
        if (line.size() + (to - from) + data.length() > maxBytes) {
            throw new IllegalStateException("an event is larger than " + maxBytes + " bytes");
        }
        line.write(bytes, from, to - from);
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String field, String value) {
        switch (field) {
            case "event" -> type = value;
            case "data" -> {
                data.append(hasData ? "\n" : "").append(value);
                hasData = true;
            }
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    nextEventId = value;
                }
            }
            case "" -> comments.accept(value);
            default -> {} // a field that this version does not know
        }
    }

    private void dispatch() {
        lastEventId = nextEventId;
        if (hasData) {
            ServerSentEvent event =
                    new ServerSentEvent(type.isEmpty() ? "message" : type, data.toString(), lastEventId);
            clear();
            events.accept(event);
        }
        clear();
    }

    private void clear() {
        data.setLength(0);
        hasData = false;
        type = "";
    }
}
