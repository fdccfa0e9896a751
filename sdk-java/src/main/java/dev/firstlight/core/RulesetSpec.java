package dev.firstlight.core;

import java.util.List;
import java.util.Map;

/**
 * One environment's flags as they were written, before they are compiled.
 *
 * @param project the project's key
 * @param environment the environment's key
 * @param epoch the lineage; only a restore from a backup raises it
 * @param revision the number of the last change within the epoch
 * @param regionGroups the regions each group stands for, by the group's key
 * @param flags by flag key
 * @param segments by segment key
 * @param unreadable flags that are there but could not be read at all: what is wrong with them, by flag key
 */
public record RulesetSpec(
        String project,
        String environment,
        long epoch,
        long revision,
        Map<String, List<String>> regionGroups,
        Map<String, FlagSpec> flags,
        Map<String, SegmentSpec> segments,
        Map<String, String> unreadable) {

    /** A ruleset all of whose flags could be read. */
    public RulesetSpec(
            String project,
            String environment,
            long epoch,
            long revision,
            Map<String, List<String>> regionGroups,
            Map<String, FlagSpec> flags,
            Map<String, SegmentSpec> segments) {
        this(project, environment, epoch, revision, regionGroups, flags, segments, Map.of());
    }
}
