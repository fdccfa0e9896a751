package dev.firstlight.server.sample;

import dev.firstlight.core.KeyedHash;
import dev.firstlight.server.environment.EnvironmentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recent contexts of an environment.
 *
 * @param hash stands in for values; null where nothing is sampled
 * @param contexts by rank
 */
public record Sample(
        EnvironmentRef environment,
        Sampling sampling,
        @Nullable KeyedHash hash,
        List<SampledContext> contexts) {

    static Sample off(EnvironmentRef environment) {
        return new Sample(environment, Sampling.OFF, null, List.of());
    }

    /** By region, each by rank. */
    Map<String, List<SampledContext>> byRegion() {
        Map<String, List<SampledContext>> regions = new TreeMap<>();
        contexts.forEach(one -> regions.computeIfAbsent(one.region(), region -> new ArrayList<>())
                .add(one));
        return regions;
    }
}
