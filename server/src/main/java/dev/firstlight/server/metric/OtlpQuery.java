package dev.firstlight.server.metric;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which points that applications push by OpenTelemetry are counted.
 *
 * @param bad those of what should not happen, or of what should where lower is worse
 * @param total those of all that could
 * @param variant the attribute that says which variant a point is of; {@code feature_flag.result.variant} when left out
 * @param region the attribute that says which region it is from; {@code cloud.region} when left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OtlpQuery")
public record OtlpQuery(
        @Valid @NotNull Points bad,
        @Valid @NotNull Points total,
        @Nullable @Size(min = 1, max = 255) String variant,
        @Nullable @Size(min = 1, max = 255) String region) {

    /**
     * Points of one metric.
     *
     * @param metric its name, of a monotonic sum or a histogram
     * @param where what attributes have to be, {@code *} for any text; all of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OtlpPoints")
    public record Points(
            @NotBlank @Size(max = 255) String metric,

            @Nullable @Size(max = 16) Map<@NotBlank @Size(max = 255) String, @NotNull @Size(max = 255) String> where) {}

    /** The attribute that says which variant a point is of. */
    @JsonIgnore
    public String variantAttribute() {
        return variant == null ? "feature_flag.result.variant" : variant;
    }

    /** The attribute that says which region a point is from. */
    @JsonIgnore
    public String regionAttribute() {
        return region == null ? "cloud.region" : region;
    }
}
