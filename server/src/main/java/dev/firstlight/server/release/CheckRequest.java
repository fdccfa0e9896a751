package dev.firstlight.server.release;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What CI says of a check.
 *
 * @param detailsUrl where to read more, http or https
 */
record CheckRequest(
        @NotNull @Pattern(regexp = "pending|success|failure", message = "A check is pending, success or failure.")
        String state,

        @Nullable
        @Size(max = 2_000)
        @Pattern(regexp = "https?://[^\\s\\x00]+", message = "This is an http or https address.")
        String detailsUrl,

        @Nullable @Size(max = 1_000) @Pattern(regexp = "[^\\x00]*")
        String description) {}
