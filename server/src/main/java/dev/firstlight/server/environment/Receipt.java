package dev.firstlight.server.environment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one running SDK says it serves.
 *
 * @param instance the SDK's own random id
 * @param region where it says it runs; null where it does not know
 * @param epoch of the ruleset it serves; null before its first
 * @param revision of the ruleset it serves; null before its first
 * @param appliedAt when it began to, by its own clock
 * @param unsupported what it cannot evaluate, a sentence each
 * @param capabilities what it can evaluate, a word each; null where it does not say so this time
 */
public record Receipt(
        String instance,
        String sdkName,
        String sdkVersion,
        @Nullable String region,
        @Nullable Long epoch,
        @Nullable Long revision,
        @Nullable Instant appliedAt,
        List<String> unsupported,
        @Nullable List<String> capabilities) {

    /** The same, with what an earlier receipt of the instance said it can evaluate, where this one does not say. */
    Receipt orCapabilitiesOf(Receipt earlier) {
        return capabilities != null
                ? this
                : new Receipt(
                        instance,
                        sdkName,
                        sdkVersion,
                        region,
                        epoch,
                        revision,
                        appliedAt,
                        unsupported,
                        earlier.capabilities());
    }
}
