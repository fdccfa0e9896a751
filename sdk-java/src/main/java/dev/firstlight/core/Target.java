package dev.firstlight.core;

import java.util.List;

/**
 * Targeting keys that get a variant.
 *
 * @param variant the variant's name
 * @param keys the targeting keys
 */
public record Target(String variant, List<String> keys) {}
