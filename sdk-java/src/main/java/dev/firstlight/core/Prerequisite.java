package dev.firstlight.core;

import java.util.List;

/**
 * Another flag that must be enabled and serve one of some variants.
 *
 * @param flag the other flag's key
 * @param variants the variants that satisfy it, by name
 */
public record Prerequisite(String flag, List<String> variants) {}
