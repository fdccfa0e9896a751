package dev.firstlight.server.release;

import org.jspecify.annotations.Nullable;

/** What a list of releases is narrowed to; null is anything. */
record ReleaseFilter(
        @Nullable String environment,
        @Nullable String flag,
        @Nullable State state) {}
