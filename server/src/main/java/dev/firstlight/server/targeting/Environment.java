package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.flagtest.FlagTests;
import dev.firstlight.server.policy.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One environment as it is kept at a revision, in memory: what edits start from and are checked against. Its lane alone
 * touches it.
 */
final class Environment {

    private EnvironmentRef where;
    private final Standing standing;
    private final Map<String, Held> flags;
    private final Map<String, FlagSpec> specs = new HashMap<>();
    private final Map<String, SegmentSpec> segments;
    private final List<String> regions;
    private final Map<String, List<String>> groups;
    private final Map<String, FlagTests> tests = new HashMap<>();
    private long bytes;

    Environment(
            EnvironmentRef where,
            Standing standing,
            Map<String, Held> flags,
            Map<String, SegmentSpec> segments,
            List<String> regions,
            Map<String, List<String>> groups) {
        this.where = where;
        this.standing = standing;
        this.flags = new HashMap<>(flags);
        flags.forEach((key, held) -> {
            specs.put(key, held.spec());
            if (!held.tests().all().isEmpty()) {
                tests.put(key, held.tests());
            }
        });
        this.segments = segments;
        this.regions = regions;
        this.groups = groups;
        this.bytes = flags.values().stream()
                .mapToLong(held -> held.document().length())
                .sum();
    }

    EnvironmentRef where() {
        return where;
    }

    /** What it asks of edits. */
    Standing standing() {
        return standing;
    }

    Map<String, Held> flags() {
        return flags;
    }

    /** The same as they are written. */
    Map<String, FlagSpec> specs() {
        return specs;
    }

    Map<String, SegmentSpec> segments() {
        return segments;
    }

    List<String> regions() {
        return regions;
    }

    Map<String, List<String>> groups() {
        return groups;
    }

    /** By flag, of those that have some. */
    Map<String, FlagTests> tests() {
        return tests;
    }

    /** How long the documents of all flags are together. */
    long bytes() {
        return bytes;
    }

    /** Takes over what was kept. */
    void advance(EnvironmentRef to, Map<String, Held> kept) {
        where = to;
        kept.forEach((key, held) -> {
            specs.put(key, held.spec());
            Held before = flags.put(key, held);
            bytes += held.document().length()
                    - (before == null ? 0 : before.document().length());
        });
    }
}
