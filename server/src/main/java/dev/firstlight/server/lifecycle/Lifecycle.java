package dev.firstlight.server.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a flag is in its life.
 *
 * @param stage one of the {@link Stage}s
 * @param since when it became stale or was archived; null otherwise
 * @param reasons why it is stale, in sentences
 * @param lastEvaluatedAt the last time anybody asked for it, to within a report; null where nobody has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lifecycle(
        String stage,
        @Nullable Instant since,
        List<String> reasons,
        @Nullable Instant lastEvaluatedAt) {

    /** The stages, in order. */
    public enum Stage {
        NEW,
        LIVE,
        STALE,
        ARCHIVED;

        /** As the API says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
