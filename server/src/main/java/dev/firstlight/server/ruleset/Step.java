package dev.firstlight.server.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.Change;
import dev.firstlight.wire.FlagJson;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From what is published to what a few changes made of it, without reading all the rest again. */
final class Step {

    private final PublishedRuleset before;
    private final Map<String, FlagSpec> flags;
    private final Map<String, SegmentSpec> segments;
    private final ObjectNode flagNodes;
    private final ObjectNode segmentNodes;
    private boolean sorted = true;

    private Step(PublishedRuleset before) {
        RulesetSpec spec = before.ruleset().spec();
        this.before = before;
        this.flags = new LinkedHashMap<>(spec.flags());
        this.segments = new LinkedHashMap<>(spec.segments());
        this.flagNodes = copy(before.document().path("flags"));
        this.segmentNodes = copy(before.document().path("segments"));
    }

    /**
     * What is to be compiled after some changes.
     *
     * @return null where that cannot be said from these, and all has to be read
     */
    static RulesetCompiler.@Nullable Read of(PublishedRuleset before, long revision, List<Change> changes) {
        if (!before.ruleset().spec().unreadable().isEmpty()
                || changes.stream().anyMatch(change -> change.kind() == Change.Kind.REGION_GROUPS)) {
            return null;
        }
        Step step = new Step(before);
        for (Change change : changes) {
            if (!step.take(change)) {
                return null;
            }
        }
        return step.read(revision);
    }

    private boolean take(Change change) {
        JsonNode node = change.document() == null ? null : parse(change.document());
        return change.kind() == Change.Kind.FLAG ? flag(change.key(), node) : segment(change.key(), node);
    }

    private boolean flag(String key, @Nullable JsonNode node) {
        if (node == null) {
            flags.remove(key);
            flagNodes.remove(key);
            return true;
        }
        FlagSpec spec = FlagJson.read(node, "", Mode.LENIENT, new ArrayList<>());
        if (spec == null) {
            return false;
        }
        sorted &= flags.put(key, spec) != null;
        flagNodes.set(key, node);
        return true;
    }

    private boolean segment(String key, @Nullable JsonNode node) {
        if (node == null) {
            segments.remove(key);
            segmentNodes.remove(key);
            return true;
        }
        sorted &= segments.put(key, SegmentJson.read(node, "", Mode.LENIENT, new ArrayList<>())) != null;
        segmentNodes.set(key, node);
        return true;
    }

    private RulesetCompiler.Read read(long revision) {
        RulesetSpec was = before.ruleset().spec();
        ObjectNode document = copy(before.document()).put("revision", revision);
        document.set("flags", sorted ? flagNodes : inOrder(flagNodes));
        document.set("segments", sorted ? segmentNodes : inOrder(segmentNodes));
        RulesetSpec spec = new RulesetSpec(
                was.project(),
                was.environment(),
                was.epoch(),
                revision,
                was.regionGroups(),
                sorted ? flags : new TreeMap<>(flags),
                sorted ? segments : new TreeMap<>(segments));
        return new RulesetCompiler.Read(before.environmentId(), document, spec);
    }

    /** The members, not what is in them: nobody changes that. */
    private static ObjectNode copy(JsonNode node) {
        ObjectNode copy = Json.object();
        copy.setAll((ObjectNode) node);
        return copy;
    }

    private static ObjectNode inOrder(ObjectNode node) {
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        ObjectNode ordered = Json.object();
        ordered.setAll(members);
        return ordered;
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document is not JSON", e);
        }
    }
}
