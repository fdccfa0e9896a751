package dev.firstlight.server.ruleset;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The keys of large segments, by version. */
public interface SegmentVersions {

    /**
     * A segment's keys as SDKs get them; fails where they are unknown.
     *
     * @param current what is published
     * @param version null for the one that is published
     */
    Uni<PublishedSegment> require(PublishedRuleset current, String key, @Nullable Long version);
}
