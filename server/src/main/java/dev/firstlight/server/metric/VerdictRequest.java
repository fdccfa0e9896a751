package dev.firstlight.server.metric;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What somebody else says of a release, as it is sent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictRequest(
        @NotNull @Pattern(regexp = "pass|fail|hold", message = "A verdict is pass, fail or hold.")
        String verdict,

        @Nullable @Size(max = 2_000) String detail,

        @Nullable
        @Size(max = 2_000)
        @Pattern(regexp = "https?://.+", message = "A URL begins with http:// or https://.")
        String url) {}
