package dev.firstlight.server.segment;

import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Whoever builds on segments, and is asked before one of them changes. */
public interface SegmentWatch {

    /**
     * Refuses, with a failure, a change that does harm. In the transaction of the change, the environment locked.
     *
     * @param before all segments of the environment
     * @param after the same with the change
     */
    Uni<Void> check(EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after);
}
