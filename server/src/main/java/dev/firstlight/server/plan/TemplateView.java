package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A template, laid over the regions of a project.
 *
 * @param plan as it would be written out, without guards
 */
record TemplateView(
        String key,
        String description,
        @Schema(ref = "Plan") JsonNode plan) {}
