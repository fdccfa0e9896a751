package dev.firstlight.server.unleash;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK of Unleash fetches.
 *
 * @param version of the form, not of the features
 * @param leftOut features that this SDK would not understand or that Unleash cannot say: why, by name; not
 *     there where there are none. Ours; SDKs pass it over
 */
@Schema(name = "UnleashFeatures")
record FeaturesView(
        int version,

        @Schema(implementation = Object[].class) Collection<? extends JsonNode> features,

        @Schema(implementation = Object[].class) JsonNode segments,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        Map<String, String> leftOut) {}
