package dev.firstlight.server.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Something about a foreign document that a person must know.
 *
 * @param severity what it means for the flag
 * @param pointer into the foreign document (RFC 6901)
 * @param flag the flag's key, null where it is about none or about several
 * @param sentence what it is and what to do about it
 */
public record Remark(
        Severity severity, String pointer, @Nullable String flag, String sentence) {

    /** What a remark means for its flag. */
    public enum Severity {
        /** The flag is not imported. */
        REFUSED,
        /** The flag is imported, and there is a case in which it behaves otherwise. */
        DIFFERS
    }
}
