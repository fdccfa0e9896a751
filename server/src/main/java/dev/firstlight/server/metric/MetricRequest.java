package dev.firstlight.server.metric;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A metric's definition as it is sent. What is not said is what is measured today: an event that should not happen. */
record MetricRequest(
        @NotBlank @Size(max = 100) String name,

        @Nullable @Pattern(regexp = "binary", message = "A metric's kind is \"binary\".")
        String kind,

        @Nullable @Pattern(regexp = "higher", message = "Worse is \"higher\".")
        String worse) {}
