package dev.firstlight.server.cli.types;

import dev.firstlight.core.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * One flag of a manifest.
 *
 * @param description for people, null where there is none
 * @param fallback what calls fall back to, of the type: Boolean, String, Double or Map
 */
public record TypedFlag(
        String key, ValueType type, @Nullable String description, Object fallback) {}
