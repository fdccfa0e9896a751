package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * Who gets what.
 *
 * @param id names the rule in an evaluation's metadata; unique within the flag
 * @param note for people, null where nobody wrote one
 * @param when what must hold
 * @param serve what is served then
 */
public record Rule(String id, @Nullable String note, Condition when, Serve serve) {}
