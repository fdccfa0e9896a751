package dev.firstlight.server.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From what is stored to what is evaluated and sent. */
final class RulesetCompiler {

    private RulesetCompiler() {}

    /** What is sent, and read as what it is compiled from: that names the large segments it takes. */
    record Read(long environmentId, ObjectNode document, RulesetSpec spec) {}

    static Read read(StoredRuleset stored) {
        ObjectNode document = Json.object()
                .put("schema", RulesetJson.SCHEMA)
                .put("project", stored.project())
                .put("environment", stored.environment())
                .put("epoch", stored.epoch())
                .put("revision", stored.revision());
        document.set("regionGroups", parse(stored.regionGroups()));
        document.set("flags", parse(stored.flags()));
        document.set("segments", parse(stored.segments()));
        List<Problem> problems = new ArrayList<>();
        RulesetSpec spec = RulesetJson.read(document, Mode.LENIENT, problems);
        if (spec == null) {
            throw new IllegalStateException("the stored ruleset cannot be read: " + problems);
        }
        return new Read(stored.environmentId(), document, spec);
    }

    static PublishedRuleset compile(Read read, Map<String, LargeSegment> large) {
        return new PublishedRuleset(read.environmentId(), Ruleset.compile(read.spec(), large), read.document());
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document is not JSON", e);
        }
    }
}
