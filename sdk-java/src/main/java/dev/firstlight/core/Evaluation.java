package dev.firstlight.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one flag for one context. Those that no bucket decides are made once, with the ruleset. Two are equal
 * where all that they say is.
 */
public final class Evaluation {

    private final @Nullable Object value;
    private final @Nullable String variant;
    private final Reason reason;
    private final @Nullable ErrorCode errorCode;
    private final @Nullable String errorMessage;
    /** Without the bucket. */
    private final Metadata metadata;

    private final int bucket;
    /** The number of its kind among those that its ruleset counts. */
    private final int kind;

    private Evaluation(
            @Nullable Object value,
            @Nullable String variant,
            Reason reason,
            @Nullable ErrorCode errorCode,
            @Nullable String errorMessage,
            Metadata metadata,
            int bucket,
            int kind) {
        this.value = value;
        this.variant = variant;
        this.reason = reason;
        this.errorCode = errorCode;
        this.errorMessage = errorMessage;
        this.metadata = metadata;
        this.bucket = bucket;
        this.kind = kind;
    }

    /** A variant that is served. */
    static Evaluation of(Object value, String variant, Reason reason, Metadata metadata, int kind) {
        return new Evaluation(value, variant, reason, null, null, metadata, Metadata.NO_BUCKET, kind);
    }

    /**
     * An evaluation that failed.
     *
     * @param revision the ruleset's revision, 0 where there is none
     */
    public static Evaluation error(ErrorCode code, String message, long revision) {
        Metadata metadata = Metadata.of(revision);
        return new Evaluation(null, null, Reason.ERROR, code, message, metadata, Metadata.NO_BUCKET, Counters.NONE);
    }

    /** The same with other metadata. */
    Evaluation with(Metadata other) {
        return new Evaluation(value, variant, reason, errorCode, errorMessage, other, bucket, kind);
    }

    /** The same, for a unit in a bucket. */
    Evaluation in(int bucket) {
        return new Evaluation(value, variant, reason, errorCode, errorMessage, metadata, bucket, kind);
    }

    /**
     * Boolean, String, Double or Map; null exactly where the reason is {@link Reason#ERROR}: the caller's fallback stands
     * in for it.
     */
    public @Nullable Object value() {
        return value;
    }

    /** The name of the variant served, null in an error. */
    public @Nullable String variant() {
        return variant;
    }

    /** Why this value. */
    public Reason reason() {
        return reason;
    }

    /** What went wrong, null where nothing did. */
    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }

    /** A sentence for people about the error, null where there is none. */
    public @Nullable String errorMessage() {
        return errorMessage;
    }

    /** Revision, rule, bucket, prerequisite. */
    public Metadata metadata() {
        return bucket == Metadata.NO_BUCKET ? metadata : metadata.in(bucket);
    }

    /** The unit's bucket, 0 to 99,999, where a split decided; else {@link Metadata#NO_BUCKET}. */
    public int bucket() {
        return bucket;
    }

    /**
     * What it was made of, to be compared by identity: the same object for two of one ruleset that say the same but for the
     * bucket, and another for any that say something else.
     */
    public Object origin() {
        return metadata;
    }

    int kind() {
        return kind;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Evaluation that
                && reason == that.reason
                && errorCode == that.errorCode
                && Objects.equals(value, that.value)
                && Objects.equals(variant, that.variant)
                && Objects.equals(errorMessage, that.errorMessage)
                && metadata().equals(that.metadata());
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, variant, reason, errorCode, errorMessage, metadata());
    }

    @Override
    public String toString() {
        return "Evaluation[value=" + value + ", variant=" + variant + ", reason=" + reason + ", errorCode=" + errorCode
                + ", errorMessage=" + errorMessage + ", metadata=" + metadata() + ']';
    }
}
