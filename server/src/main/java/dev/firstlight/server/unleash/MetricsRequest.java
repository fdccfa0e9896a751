package dev.firstlight.server.unleash;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How often an application asked for which feature; the fields that we have no use for are passed over. */
@Schema(name = "UnleashMetrics")
@JsonIgnoreProperties(ignoreUnknown = true)
record MetricsRequest(@Nullable @Valid Bucket bucket) {

    private static final long MOST = 1_000_000_000L;

    /** A span of time. */
    @Schema(name = "UnleashMetricsBucket")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Bucket(@Nullable @Size(max = 5_000) Map<String, @Valid @NotNull Toggle> toggles) {}

    /**
     * One feature's.
     *
     * @param yes how often it was on
     * @param variants how often which variant was served, {@code disabled} among them; those are part of the others
     */
    @Schema(name = "UnleashMetricsToggle")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Toggle(
            @Nullable @Min(0) @Max(MOST) Long yes,
            @Nullable @Min(0) @Max(MOST) Long no,
            @Nullable @Size(max = 1_000) Map<String, @NotNull @Min(0) @Max(MOST) Long> variants) {}
}
