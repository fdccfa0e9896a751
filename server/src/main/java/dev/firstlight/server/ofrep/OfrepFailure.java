package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the protocol writes it.
 *
 * @param key the flag's; null where the whole request failed
 * @param errorCode OpenFeature's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OfrepFailure(
        @Nullable String key, String errorCode, @Nullable String errorDetails) implements OfrepAnswer {}
