package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How much the edits of a robot's token may do within 24 hours.
 *
 * @param share the part of a region's units that may be given another variant, above 0 and at most 1; of each environment
 * @param regions in how many regions at most, 1 or more; units of no region count as one
 */
public record Budget(
        @Schema(minimum = "0", exclusiveMinimum = true, maximum = "1")
        double share,

        @Schema(minimum = "1") int regions) {

    /** Refuses one that bounds nothing, or lets nothing pass. */
    void check(String pointer) {
        if (!(share > 0 && share <= 1)) {
            throw Failure.invalid(
                    pointer + "/share", "A part of the units, above 0 and at most 1: 0.01 for one in a hundred.");
        }
        if (regions < 1) {
            throw Failure.invalid(pointer + "/regions", "In how many regions at most: 1 or more.");
        }
    }
}
