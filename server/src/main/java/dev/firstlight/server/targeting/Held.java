package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.platform.Json;
import java.time.Instant;

/**
 * A flag in an environment as it is kept.
 *
 * @param document as the wire has it
 * @param spec the same, read
 * @param version of the targeting, which If-Match names
 * @param revision of the environment that made it what it is
 */
record Held(String document, FlagSpec spec, long version, long revision, Instant updatedAt, String updatedBy) {

    static Held of(TargetingEntity targeting) {
        return new Held(
                targeting.document,
                FlagDocument.spec(targeting.document),
                targeting.version,
                targeting.revision,
                targeting.updatedAt,
                targeting.updatedBy);
    }

    /** As the API shows it. */
    ObjectNode view() {
        ObjectNode view = FlagDocument.targeting(document);
        JsonNode release = Json.read(document).get("release");
        if (release != null) {
            view.set("release", release);
        }
        return view.put("version", version)
                .put("revision", revision)
                .put("updatedAt", updatedAt.toString())
                .put("updatedBy", updatedBy);
    }
}
