package dev.firstlight.server.environment;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** A room that names regions and region groups, so that none is taken away from it. */
@FunctionalInterface
public interface RegionUses {

    /**
     * Who names a region or a group.
     *
     * @param key of the region or the group
     * @return a name each, e.g. {@code flag "checkout" in production}; in the caller's transaction
     */
    Uni<List<String>> of(String project, String key);
}
