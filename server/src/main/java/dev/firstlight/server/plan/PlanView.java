package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A kept plan as it is shown. */
@Schema(name = "KeptPlan")
record PlanView(
        String key,
        int version,
        String name,
        @Schema(ref = "Plan") JsonNode plan,
        String madeBy,
        Instant at) {}
