package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * The answer of one flag for one context.
 *
 * @param value Boolean, String, Double or Map; null exactly where the reason is {@link Reason#ERROR}: the caller's
 *     fallback stands in for it
 * @param variant the name of the variant served, null in an error
 * @param reason why this value
 * @param errorCode what went wrong, null where nothing did
 * @param errorMessage a sentence for people about the error, null where there is none
 * @param metadata revision, rule, bucket, prerequisite
 */
public record Evaluation(
        @Nullable Object value,
        @Nullable String variant,
        Reason reason,
        @Nullable ErrorCode errorCode,
        @Nullable String errorMessage,
        Metadata metadata) {

    /**
     * An evaluation that failed.
     *
     * @param revision the ruleset's revision, 0 where there is none
     */
    public static Evaluation error(ErrorCode code, String message, long revision) {
        return new Evaluation(null, null, Reason.ERROR, code, message, Metadata.of(revision));
    }
}
