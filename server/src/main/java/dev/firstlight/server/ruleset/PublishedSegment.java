package dev.firstlight.server.ruleset;

import dev.firstlight.core.LargeSegment;

/** The keys of one large segment in one version, as SDKs get them. */
public final class PublishedSegment {

    private final LargeSegment segment;

    /** Keys that are to be served. */
    public PublishedSegment(LargeSegment segment) {
        this.segment = segment;
    }

    /** Which version. */
    public long version() {
        return segment.version();
    }

    /** How many keys. */
    public int count() {
        return segment.count();
    }

    /** The keys from one on to before another, eight bytes each. */
    public byte[] hashes(int from, int to) {
        return segment.hashes(from, to);
    }
}
