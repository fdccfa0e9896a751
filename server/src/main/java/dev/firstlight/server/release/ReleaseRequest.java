package dev.firstlight.server.release;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A release as it is asked for.
 *
 * @param plan a plan, or the reference to a kept one or a template, as {@code Plans} reads it
 * @param start whether it begins at once
 * @param startAt when it begins by itself; null for no time
 * @param startOn the deployment that it follows and with which it begins by itself; null for none
 */
record ReleaseRequest(
        @NotBlank String environment,
        @NotBlank String flag,
        @NotBlank String treatment,
        @Nullable @Size(max = 200) String name,
        @Schema(ref = "PlanRequest") @NotNull JsonNode plan,
        @Nullable Boolean start,
        @Nullable Instant startAt,
        @Valid @Nullable StartOn startOn) {}
