package dev.firstlight.server.exchange;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Something about a document that a person must know, be it read or written.
 *
 * @param severity what it means for the flag
 * @param pointer into what was read: the foreign document, or our ruleset (RFC 6901)
 * @param flag the flag's key, null where it is about none or about several
 * @param sentence what it is and what to do about it
 */
public record Remark(
        Severity severity, String pointer, @Nullable String flag, String sentence) {

    /** What a remark means for its flag. */
    public enum Severity {
        /** The flag is left out. */
        REFUSED,
        /** The flag is taken over, and there is a case in which it behaves otherwise. */
        DIFFERS
    }

    /** Whether a flag or a segment is left out. */
    public boolean refused() {
        return severity == Severity.REFUSED;
    }

    /** As one line for a person. */
    void print(PrintWriter out) {
        out.printf("%-7s %s  %s%n", severity, pointer, sentence);
    }
}
