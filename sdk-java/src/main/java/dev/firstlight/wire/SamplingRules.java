package dev.firstlight.wire;

import java.util.Map;
import java.util.Set;

/**
 * How contexts are sampled, as the server says it.
 *
 * @param version of these rules; what was sampled by others is of no use
 * @param key of the hash that stands in for values
 * @param clear attributes that may be sent as they are
 * @param below by region: only units of a lower rank are wanted; in a region that is not named all are
 */
public record SamplingRules(long version, String key, Set<String> clear, Map<String, Long> below) {}
