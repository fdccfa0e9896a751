package dev.firstlight.server.targeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between two versions of a flag in an environment.
 *
 * @param kind what kind of difference, e.g. {@code ruleAdded}
 * @param pointer where, in the later version; in the earlier one where it is gone
 * @param before what was there, null where nothing was
 * @param after what is there, null where nothing is
 * @param sentence the same in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        String kind,
        String pointer,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        String sentence) {}
