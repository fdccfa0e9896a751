package dev.firstlight.wire;

/** How a document is read that holds something this version does not know. */
public enum Mode {
    /**
     * As SDKs read: fields that are unknown are passed over, and a condition or serve that is not understood becomes
     * {@code Unknown}, which spoils its own flag only.
     */
    LENIENT,
    /** As the server reads what people write: everything that is not understood is a problem. */
    STRICT
}
