package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * How often a flag served a variant for a reason.
 *
 * @param flag the flag's key
 * @param variant the variant's name, null where none was served
 * @param reason why it was served
 * @param count how often
 */
public record Tally(String flag, @Nullable String variant, Reason reason, long count) {}
