package dev.firstlight.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kill list that is in force.
 *
 * @param serial its own, 0 where there was none yet
 * @param kills the variant that each flag serves, by flag key; null is the flag's own off variant
 * @param problem why what was read last was not taken, one sentence; null where all is well
 */
public record KillListStatus(
        long serial,
        Map<String, @Nullable String> kills,
        @Nullable String problem) {}
