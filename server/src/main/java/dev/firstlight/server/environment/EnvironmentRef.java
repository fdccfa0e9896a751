package dev.firstlight.server.environment;

/**
 * An environment as other rooms see it.
 *
 * @param id its row
 * @param epoch its lineage, which only a restore moves
 * @param revision the number of its latest change, without gaps
 */
public record EnvironmentRef(long id, String project, String key, String name, long epoch, long revision) {}
