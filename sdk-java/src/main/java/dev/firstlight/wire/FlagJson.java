package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.core.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One flag of a ruleset. */
public final class FlagJson {

    private FlagJson() {}

    /**
     * Reads a flag.
     *
     * @param pointer where it stands in its document, the empty string where it is the document
     * @param mode whether what is not understood is a problem
     * @param problems where problems are added
     * @return null where something is wrong with it beyond single conditions and serves; then there is a problem too
     */
    public static @Nullable FlagSpec read(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        int before = problems.size();
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        fields.only(
                mode,
                "type",
                "variants",
                "salt",
                "enabled",
                "offVariant",
                "clientVisible",
                "prerequisites",
                "targets",
                "rules",
                "default",
                "release");
        ValueType type = type(fields);
        JsonNode defaultServe = fields.required("default");
        FlagSpec flag = new FlagSpec(
                type == null ? ValueType.BOOLEAN : type,
                variants(fields, problems),
                fields.text("salt"),
                fields.bool("enabled", false),
                fields.text("offVariant"),
                fields.bool("clientVisible", false),
                fields.list("prerequisites", (each, at) -> RuleJson.readPrerequisite(each, at, mode, problems)),
                fields.list("targets", (each, at) -> RuleJson.readTarget(each, at, mode, problems)),
                fields.list("rules", (each, at) -> RuleJson.read(each, at, mode, problems)),
                defaultServe == null
                        ? new Serve.Unknown("The flag has no default.")
                        : ServeJson.read(defaultServe, fields.at("default"), mode, problems),
                fields.has("release") ? release(node.get("release"), fields.at("release"), mode, problems) : null);
        return problems.size() == before ? flag : null;
    }

    private static @Nullable ValueType type(Fields fields) {
        String key = fields.text("type");
        ValueType type = ValueType.of(key);
        if (type == null && !key.isEmpty()) {
            fields.add("type", "Unknown type '" + key + "'; use boolean, string, integer, number or object.");
        }
        return type;
    }

    private static Map<String, Object> variants(Fields fields, List<Problem> problems) {
        JsonNode node = fields.required("variants");
        Map<String, Object> variants = new LinkedHashMap<>();
        Fields members = node == null ? null : Fields.of(node, fields.at("variants"), problems);
        if (node == null || members == null) {
            return variants;
        }
        for (String name : members.names()) {
            if (!members.has(name)) {
                members.add(name, "A variant cannot be null; give it a value.");
            }
        }
        node.properties().forEach(variant -> {
            Object value = withoutPrototypes(Json.value(variant.getValue()));
            if (value != null) {
                variants.put(variant.getKey(), value);
            }
        });
        return Collections.unmodifiableMap(variants);
    }

    /** In JavaScript applications that merge objects would take such a member for a prototype; one answer in both. */
    private static @Nullable Object withoutPrototypes(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(withoutPrototypes(element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put((String) name, withoutPrototypes(member)));
            copy.remove("__proto__");
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }

    private static @Nullable ReleaseSpec release(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        fields.only(mode, "id", "stage", "treatment", "control", "regions", "metrics");
        return new ReleaseSpec(
                fields.text("id"),
                (int) fields.whole("stage", 0, Integer.MAX_VALUE),
                fields.text("treatment"),
                fields.text("control"),
                fields.texts("regions"),
                fields.texts("metrics"));
    }

    /** The flag as {@link #read} takes it, always the same way: members in one order, empty lists left out. */
    public static ObjectNode write(FlagSpec flag) {
        ObjectNode node = Json.object().put("type", flag.type().key());
        node.set("variants", Json.node(flag.variants()));
        node.put("salt", flag.salt());
        node.put("enabled", flag.enabled());
        node.put("offVariant", flag.offVariant());
        node.put("clientVisible", flag.clientVisible());
        write(node, "prerequisites", flag.prerequisites(), RuleJson::write);
        write(node, "targets", flag.targets(), RuleJson::write);
        write(node, "rules", flag.rules(), RuleJson::write);
        node.set("default", ServeJson.write(flag.defaultServe()));
        ReleaseSpec release = flag.release();
        if (release != null) {
            ObjectNode body = node.putObject("release")
                    .put("id", release.id())
                    .put("stage", release.stage())
                    .put("treatment", release.treatment())
                    .put("control", release.control());
            body.set("regions", Json.node(release.regions()));
            body.set("metrics", Json.node(release.metrics()));
        }
        return node;
    }

    private static <T> void write(ObjectNode node, String name, List<T> list, Function<T, ObjectNode> write) {
        if (!list.isEmpty()) {
            ArrayNode array = node.putArray(name);
            list.forEach(element -> array.add(write.apply(element)));
        }
    }
}
