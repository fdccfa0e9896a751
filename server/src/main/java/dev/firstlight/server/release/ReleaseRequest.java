package dev.firstlight.server.release;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A release as it is asked for; the plan is read by {@link PlanJson}, which knows its defaults. */
record ReleaseRequest(
        @NotBlank String environment,
        @NotBlank String flag,
        @NotBlank String treatment,
        @Nullable @Size(max = 200) String name,
        @Schema(ref = "PlanRequest") @NotNull JsonNode plan,
        @Nullable Boolean start) {}
