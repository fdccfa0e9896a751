package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A plan to keep. */
record PlanPut(
        @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\x00]*")
        String name,

        @Schema(ref = "WrittenPlan") @NotNull JsonNode plan) {}
