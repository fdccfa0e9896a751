package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.flagtest.FlagTests;
import dev.firstlight.server.platform.Json;
import dev.firstlight.wire.FlagJson;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A flag in an environment as it is kept.
 *
 * @param tree as the wire has it; never written to
 * @param document the same, as text
 * @param spec the same, read
 * @param version of the targeting, which If-Match names
 * @param revision of the environment that made it what it is
 * @param tests what it has to answer for whom
 */
record Held(
        ObjectNode tree,
        String document,
        FlagSpec spec,
        long version,
        long revision,
        Instant updatedAt,
        String updatedBy,
        FlagTests tests) {

    static Held of(TargetingEntity targeting) {
        return of(
                targeting.document,
                targeting.version,
                targeting.revision,
                targeting.updatedAt,
                targeting.updatedBy,
                targeting.tests);
    }

    static Held of(
            String document, long version, long revision, Instant updatedAt, String updatedBy, @Nullable String tests) {
        ObjectNode tree = (ObjectNode) Json.read(document);
        return new Held(
                tree, document, FlagDocument.spec(tree), version, revision, updatedAt, updatedBy, FlagTests.of(tests));
    }

    /** The same flag after an edit that takes its environment one on. */
    static Held next(Held before, FlagSpec after, EnvironmentRef where, Clock clock, Options options) {
        ObjectNode tree = FlagJson.write(after);
        return new Held(
                tree,
                Json.write(tree),
                after,
                before.version + 1,
                where.revision() + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                options.caller().id(),
                before.tests);
    }

    /** The part that people edit. */
    ObjectNode targeting() {
        return FlagDocument.targeting(tree);
    }

    /** As the API shows it. */
    ObjectNode view() {
        ObjectNode view = targeting();
        JsonNode release = tree.get("release");
        if (release != null) {
            view.set("release", release);
        }
        if (!tests.all().isEmpty()) {
            view.set("tests", tests.json());
        }
        return view.put("version", version)
                .put("revision", revision)
                .put("updatedAt", updatedAt.toString())
                .put("updatedBy", updatedBy);
    }
}
