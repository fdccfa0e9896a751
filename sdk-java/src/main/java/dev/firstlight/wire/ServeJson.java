package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Context;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Serve;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules and defaults serve: {@code {"variant": …}} or {@code {"split": …}}. */
public final class ServeJson {

    private ServeJson() {}

    /**
     * Reads a serve.
     *
     * @param pointer where it stands in its document
     * @param mode as for {@link ConditionJson#read}
     * @param problems where problems are added
     */
    public static Serve read(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        List<Problem> found = new ArrayList<>();
        Serve serve = read(node, pointer, found);
        if (found.isEmpty()) {
            return serve;
        }
        if (mode == Mode.STRICT) {
            found.forEach(each -> Fields.note(problems, each.pointer(), each.detail()));
        }
        return new Serve.Unknown(found.get(0).detail());
    }

    private static Serve read(JsonNode node, String pointer, List<Problem> found) {
        Fields fields = Fields.of(node, pointer, found);
        if (fields == null) {
            return new Serve.Unknown("");
        }
        if (!fields.has("split")) {
            fields.only(Mode.STRICT, "variant");
            return new Serve.Variant(fields.text("variant"));
        }
        fields.only(Mode.STRICT, "split");
        String at = fields.at("split");
        Fields split = Fields.of(node.get("split"), at, found);
        if (split == null) {
            return new Serve.Unknown("");
        }
        split.only(Mode.STRICT, "by", "hash", "seed", "of", "salt", "regions", "ranges");
        split.required("ranges");
        return new Serve.Split(
                split.text("by", Context.TARGETING_KEY),
                HashJson.read(split),
                split.optionalText("salt"),
                split.list("regions", (entry, entryAt) -> regional(entry, entryAt, found)),
                split.list("ranges", (range, rangeAt) -> range(range, rangeAt, found)));
    }

    private static @Nullable RegionalRanges regional(JsonNode node, String pointer, List<Problem> found) {
        Fields fields = Fields.of(node, pointer, found);
        if (fields == null) {
            return null;
        }
        fields.only(Mode.STRICT, "in", "ranges");
        fields.required("in");
        fields.required("ranges");
        return new RegionalRanges(fields.texts("in"), fields.list("ranges", (range, at) -> range(range, at, found)));
    }

    private static @Nullable Range range(JsonNode node, String pointer, List<Problem> found) {
        Fields fields = Fields.of(node, pointer, found);
        if (fields == null) {
            return null;
        }
        fields.only(Mode.STRICT, "to", "variant");
        return new Range((int) fields.whole("to", 1, Bucketing.BUCKETS), fields.text("variant"));
    }

    /** The serve as {@link #read} takes it; one that was not understood cannot be written. */
    public static ObjectNode write(Serve serve) {
        ObjectNode node = Json.object();
        if (serve instanceof Serve.Variant variant) {
            return node.put("variant", variant.variant());
        }
        if (!(serve instanceof Serve.Split split)) {
            throw new IllegalArgumentException("a serve that was not understood cannot be written");
        }
        ObjectNode body = node.putObject("split").put("by", split.by());
        HashJson.write(split.hash(), body);
        if (split.salt() != null) {
            body.put("salt", split.salt());
        }
        if (!split.regions().isEmpty()) {
            ArrayNode regions = body.putArray("regions");
            for (RegionalRanges entry : split.regions()) {
                ObjectNode regional = regions.addObject();
                regional.set("in", Json.node(entry.in()));
                regional.set("ranges", write(entry.ranges()));
            }
        }
        body.set("ranges", write(split.ranges()));
        return node;
    }

    private static ArrayNode write(List<Range> ranges) {
        ArrayNode list = Json.list();
        ranges.forEach(range -> list.addObject().put("to", range.to()).put("variant", range.variant()));
        return list;
    }
}
