package dev.firstlight.server.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That an environment must not be edited now.
 *
 * @param name of the freeze
 * @param until when it ends
 */
public record Frozen(String name, Instant until) {

    /** The same in words: {@code frozen until 2026-12-27T00:00:00Z by "Christmas"}. */
    public String words() {
        return "frozen until " + until.truncatedTo(ChronoUnit.SECONDS) + " by \"" + name + "\"";
    }
}
