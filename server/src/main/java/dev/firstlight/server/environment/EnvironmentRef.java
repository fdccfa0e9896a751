package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Failure;

/**
 * An environment as other rooms see it.
 *
 * @param id its row
 * @param epoch its lineage, which only a restore moves
 * @param revision the number of its latest change, without gaps
 */
public record EnvironmentRef(long id, String project, String key, String name, long epoch, long revision) {

    /** What who named it is told once it is gone. */
    public Failure unknown() {
        return Failure.unknown("environment", project + "/" + key);
    }
}
