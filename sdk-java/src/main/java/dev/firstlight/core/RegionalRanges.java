package dev.firstlight.core;

import java.util.List;

/**
 * The ranges of a split in some regions.
 *
 * @param in regions, or groups of them
 * @param ranges what is served there
 */
public record RegionalRanges(List<String> in, List<Range> ranges) {}
