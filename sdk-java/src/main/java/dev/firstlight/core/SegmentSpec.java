package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reusable audience.
 *
 * @param included targeting keys that belong to it
 * @param excluded targeting keys that do not, whatever else says they do
 * @param when who else belongs to it, null for nobody
 */
public record SegmentSpec(
        List<String> included,
        List<String> excluded,
        @Nullable Condition when) {}
