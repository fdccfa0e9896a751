package dev.firstlight.server.metric;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.firstlight.server.sample.ReceivedContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK sends. Fields that a newer SDK adds are passed over, or its telemetry would be lost during an upgrade;
 * sizes are held to what an SDK can honestly have.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TelemetryBatch(
        @NotBlank @Size(max = 64) @Pattern(regexp = TEXT) String instance,
        @Min(0) long seq,
        @NotNull @Valid Sdk sdk,
        @Nullable @Size(max = 64) @Pattern(regexp = TEXT) String region,
        @Nullable @Valid Applied applied,
        @Nullable @Size(max = 5_000) List<@Valid @NotNull Evaluations> evaluations,
        @Nullable @Size(max = 1_000) List<@Valid @NotNull Exposures> exposures,
        @Nullable @Size(max = 1_000) List<@Valid @NotNull Outcomes> outcomes,
        @Nullable @Size(max = 100) List<@Valid @NotNull Unsupported> unsupported,
        @Nullable @Size(max = 200) List<@NotNull @Size(max = 64) @Pattern(regexp = TEXT) String> capabilities,
        @Nullable @Min(0) Long sampling,
        @Nullable @Size(max = 200) List<@Valid @NotNull ReceivedContext> contexts) {

    private static final long MOST = 1_000_000_000L;
    /** PostgreSQL keeps any text but this character. */
    private static final String TEXT = "[^\\x00]*";

    /** Whether it only says which revision the instance serves: saying that twice is no harm. */
    boolean countsNothing() {
        return isEmpty(evaluations) && isEmpty(exposures) && isEmpty(outcomes);
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sdk(
            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String name,

            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String version) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Applied(
            @Min(1) long epoch,
            @Min(1) long revision,
            @Nullable Instant at) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Evaluations(
            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String flag,

            @Nullable @Size(max = 64) @Pattern(regexp = TEXT)
            String variant,

            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String reason,

            @Min(1) @Max(MOST) long count) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Exposures(
            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String release,

            @Min(0) @Max(1_000) int stage,

            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String region,

            @NotNull @Pattern(regexp = "treatment|control") String arm,
            @NotNull @Size(max = 50_000) List<String> units) {}

    /**
     * What was reported of a metric.
     *
     * @param values the mean of what each unit measured since the last batch; null where it is an event without a value
     * @param counts how many measurements each mean is of, or how often the event happened; null where all are 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Outcomes(
            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String release,

            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String metric,

            @NotNull @Size(max = 50_000) List<String> units,
            @Nullable @Size(max = 50_000) List<Double> values,
            @Nullable @Size(max = 50_000) List<Long> counts) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Unsupported(
            @NotBlank @Size(max = 64) @Pattern(regexp = TEXT)
            String flag,

            @Nullable @Size(max = 256) @Pattern(regexp = TEXT)
            String detail) {}
}
