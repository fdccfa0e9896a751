package dev.firstlight.server.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * A key that was revoked, and a stream that was open with it.
 *
 * @param acknowledged when the revocation was, by {@link System#nanoTime}
 * @param closed when the stream ended; 0 where it never did
 * @param servedLater whether a new stream was served long after, when all was well again
 */
record Revoked(String key, long acknowledged, long closed, boolean servedLater) {

    private static final long WITHIN_NANOS = 5_000_000_000L;

    /** From until when something was wrong, its aftermath included. */
    record Span(long from, long to) {
        boolean meets(long start, long end) {
            return from < end && start < to;
        }
    }

    /** Streams that went on for too long, where nothing else was wrong, or for ever. */
    static List<String> check(List<Revoked> all, List<Span> faults) {
        List<String> wrong = new ArrayList<>();
        for (Revoked one : all) {
            long due = one.acknowledged() + WITHIN_NANOS;
            boolean troubled = faults.stream().anyMatch(span -> span.meets(one.acknowledged(), due));
            if (one.servedLater()) {
                wrong.add("key " + one.key() + " is revoked and served");
            }
            if (one.closed() == 0) {
                wrong.add("the stream of revoked key " + one.key() + " never ended");
            } else if (!troubled && one.closed() > due) {
                wrong.add("the stream of revoked key " + one.key() + " went on for "
                        + (one.closed() - one.acknowledged()) / 1_000_000 + " ms");
            }
        }
        return wrong;
    }
}
