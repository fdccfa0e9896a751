package dev.firstlight.server.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.guard.Verdict;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was found at one look at one guard.
 *
 * @param number grows with every look
 * @param evidence how many times likelier what was seen is if the treatment is worse
 * @param row counters by region and stage, evidence, thresholds, interval, sentence and prediction: enough to judge again
 */
record VerdictView(
        long number,
        Instant at,
        String metric,
        @Nullable Verdict verdict,
        double evidence,
        @Schema(ref = "VerdictRow") @Nullable JsonNode row) {}
