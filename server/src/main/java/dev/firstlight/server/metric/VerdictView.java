package dev.firstlight.server.metric;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said.
 *
 * @param until when it stops to count
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictView(
        String metric,
        String verdict,
        @Nullable String detail,
        @Nullable String url,
        Instant at,
        Instant until) {}
