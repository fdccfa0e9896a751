package dev.firstlight.server.unleash;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The features that are on for a context. */
@Schema(name = "UnleashToggles")
record TogglesView(@Schema(required = true) List<Toggle> toggles) {

    /** One that is on. */
    @Schema(name = "UnleashToggle")
    record Toggle(String name, boolean enabled, Variant variant, boolean impressionData) {}

    /**
     * The variant; {@code disabled} where the feature has none.
     *
     * @param payload its type and its value as a text
     */
    @Schema(name = "UnleashVariant")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Variant(
            String name,
            boolean enabled,
            @JsonProperty("feature_enabled") boolean featureEnabled,
            @Nullable @Schema(implementation = Object.class) JsonNode payload) {}
}
