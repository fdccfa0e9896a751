package dev.firstlight.server.audit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a project's whole chain found.
 *
 * @param ok whether it is as it was written
 * @param rows how many rows from the first on are
 * @param head the hash of the last of them
 * @param brokenAt the row where it is not; null where all is well
 * @param problem what is wrong there and what was expected, in one sentence; null where all is well
 */
@Schema(name = "AuditVerdict")
public record Verdict(
        boolean ok,
        long rows,
        String head,
        @Nullable Long brokenAt,
        @Nullable String problem) {

    Verdict broken(long at, String why) {
        return new Verdict(false, rows, head, at, why);
    }
}
