package dev.firstlight.server.sample;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK that samples contexts is told.
 *
 * @param sampling null where no contexts are wanted
 */
public record SamplingAnswer(@Nullable Rules sampling) {

    /** No contexts are wanted. */
    public static final SamplingAnswer NONE = new SamplingAnswer(null);

    /**
     * By which rules.
     *
     * @param key of the hash that stands in for values
     * @param clear attributes that may be sent as they are
     * @param below by region: only units of a lower rank are wanted
     */
    public record Rules(long version, String key, List<String> clear, Map<String, Long> below) {}
}
