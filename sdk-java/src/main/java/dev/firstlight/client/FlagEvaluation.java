package dev.firstlight.client;

import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Metadata;
import dev.firstlight.core.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A flag's value together with how it came about.
 *
 * @param <T> Boolean, String, Long, Double, Map or, where the type is not asked for, Object
 * @param value the variant's value, or the caller's fallback where the evaluation failed
 * @param variant the variant's name, null where the evaluation failed
 * @param reason why this value
 * @param errorCode what went wrong, null where nothing did
 * @param errorMessage a sentence about the error, null where there is none
 * @param metadata revision, rule, bucket, prerequisite
 */
public record FlagEvaluation<T>(
        T value,
        @Nullable String variant,
        Reason reason,
        @Nullable ErrorCode errorCode,
        @Nullable String errorMessage,
        Metadata metadata) {

    static <T> FlagEvaluation<T> of(T value, Evaluation evaluation) {
        return new FlagEvaluation<>(
                value,
                evaluation.variant(),
                evaluation.reason(),
                evaluation.errorCode(),
                evaluation.errorMessage(),
                evaluation.metadata());
    }
}
