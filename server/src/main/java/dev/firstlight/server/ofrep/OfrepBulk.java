package dev.firstlight.server.ofrep;

import java.util.List;
import java.util.Map;

/**
 * All flags for one context, as the protocol writes them.
 *
 * @param flags in the order of their keys
 * @param eventStreams where a provider hears that it should ask again
 * @param metadata the ruleset's revision
 */
record OfrepBulk(List<OfrepAnswer> flags, List<EventStream> eventStreams, Map<String, Object> metadata) {

    /**
     * A stream of notices.
     *
     * @param type {@code sse}
     * @param url with a token in it, which opens this stream and nothing else, for an hour or two
     * @param inactivityDelaySec how long nobody may look at a page until it should close its stream
     */
    record EventStream(String type, String url, int inactivityDelaySec) {}
}
