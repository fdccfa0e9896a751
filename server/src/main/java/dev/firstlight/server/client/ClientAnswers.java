package dev.firstlight.server.client;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a context gets.
 *
 * @param epoch of the environment
 * @param revision within the epoch
 * @param flags by key; in a change those that differ, null for one that is no longer there
 */
@Schema(name = "ClientAnswers")
record ClientAnswers(
        @Schema(required = true) long epoch,
        @Schema(required = true) long revision,
        @Schema(required = true) Map<String, ClientAnswer> flags) {}
