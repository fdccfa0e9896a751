package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole ruleset, as {@code GET /sdk/v1/ruleset} answers. */
public final class RulesetJson {

    /** The version of the document's shape that this version reads and writes. */
    public static final int SCHEMA = 1;

    private static final int LONGEST_KEY = 1_000;
    private static final String TOO_LONG = "A key is longer than 1000 characters; rename it.";

    private RulesetJson() {}

    /**
     * Reads a ruleset. In lenient mode a flag that cannot be read is among the {@code unreadable} of the result, and no
     * problem.
     *
     * @param problems where problems are added
     * @return null where the document is no ruleset at all; then there is a problem too
     */
    public static @Nullable RulesetSpec read(JsonNode node, Mode mode, List<Problem> problems) {
        int before = problems.size();
        Fields fields = Fields.of(node, "", problems);
        if (fields == null) {
            return null;
        }
        fields.only(mode, "schema", "project", "environment", "epoch", "revision", "regionGroups", "flags", "segments");
        fields.whole("schema", SCHEMA, SCHEMA);
        Map<String, FlagSpec> flags = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        members(node, "flags", problems).forEach((key, flag) -> {
            List<Problem> found = mode == Mode.STRICT ? problems : new ArrayList<>();
            int already = found.size();
            FlagSpec spec = isTooLong("/flags", key, found)
                    ? null
                    : FlagJson.read(flag, Problem.at("/flags", key), mode, found);
            if (spec != null) {
                flags.put(key, spec);
            } else {
                unreadable.put(key, found.get(already).detail());
            }
        });
        Map<String, SegmentSpec> segments = new LinkedHashMap<>();
        members(node, "segments", problems).forEach((key, segment) -> {
            List<Problem> found = mode == Mode.STRICT ? problems : new ArrayList<>();
            segments.put(
                    key,
                    isTooLong("/segments", key, found)
                            ? SegmentJson.unreadable(TOO_LONG)
                            : SegmentJson.read(segment, Problem.at("/segments", key), mode, found));
        });
        RulesetSpec spec = new RulesetSpec(
                fields.text("project"),
                fields.text("environment"),
                fields.whole("epoch", 1, Fields.MAX_SAFE_INTEGER),
                fields.whole("revision", 1, Fields.MAX_SAFE_INTEGER),
                regionGroups(node, problems),
                flags,
                segments,
                unreadable);
        return problems.size() == before ? spec : null;
    }

    /** Every problem's pointer begins with the key, so one without end would be copied without end. */
    private static boolean isTooLong(String pointer, String key, List<Problem> problems) {
        if (key.length() <= LONGEST_KEY) {
            return false;
        }
        Fields.note(problems, pointer, TOO_LONG);
        return true;
    }

    private static Map<String, List<String>> regionGroups(JsonNode node, List<Problem> problems) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        JsonNode member = node.get("regionGroups");
        Fields fields = member == null ? null : Fields.of(member, "/regionGroups", problems);
        if (fields != null) {
            fields.names().forEach(key -> groups.put(key, fields.texts(key)));
        }
        return groups;
    }

    private static Map<String, JsonNode> members(JsonNode node, String name, List<Problem> problems) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        JsonNode member = node.get(name);
        Fields fields = member == null ? null : Fields.of(member, "/" + name, problems);
        if (member != null && fields != null) {
            fields.names().forEach(key -> members.put(key, member.get(key)));
        }
        return members;
    }

    /** The ruleset as {@link #read} takes it; flags that could not be read are left out. */
    public static ObjectNode write(RulesetSpec spec) {
        ObjectNode node = Json.object()
                .put("schema", SCHEMA)
                .put("project", spec.project())
                .put("environment", spec.environment())
                .put("epoch", spec.epoch())
                .put("revision", spec.revision());
        node.set("regionGroups", Json.node(spec.regionGroups()));
        ObjectNode flags = node.putObject("flags");
        spec.flags().forEach((key, flag) -> flags.set(key, FlagJson.write(flag)));
        ObjectNode segments = node.putObject("segments");
        spec.segments().forEach((key, segment) -> segments.set(key, SegmentJson.write(segment)));
        return node;
    }
}
