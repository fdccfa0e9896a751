package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /**
     * Says what a change would do, after a dry run and outside its transaction.
     *
     * @param before all segments of the environment
     * @param after the same with the change
     * @param view the dry run's answer, to write into
     */
    Uni<Void> foretell(
            EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after, ObjectNode view);
}
