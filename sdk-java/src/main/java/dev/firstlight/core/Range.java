package dev.firstlight.core;

/**
 * The buckets from the end of the range before (0 for the first) up to {@code to}.
 *
 * @param to the first bucket that is no longer in it; the last range of a split ends at 100,000
 * @param variant what a unit in it is served
 */
public record Range(int to, String variant) {}
