package dev.firstlight.server.deployment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What CI says of a deployment.
 *
 * @param service what was deployed
 * @param region of the project's, where it is now
 * @param url where to read more, http or https
 * @param commit what it was built from
 * @param at since when it is there; where it is left out since now
 */
record DeploymentRequest(
        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "[^\\s\\x00]+", message = "A service is named without spaces, e.g. checkout.")
        String service,

        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "[^\\s\\x00]+", message = "A version is named without spaces, e.g. 1.4.2.")
        String version,

        @NotNull String region,

        @Nullable
        @Size(max = 2_000)
        @Pattern(regexp = "https?://[^\\s\\x00]+", message = "This is an http or https address.")
        String url,

        @Nullable @Pattern(regexp = "[0-9a-fA-F]{7,64}", message = "A commit is 7 to 64 hexadecimal digits.")
        String commit,

        @Nullable Instant at) {}
