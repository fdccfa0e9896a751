package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists of a flag's targeting: prerequisites, targets and rules, one element at a time. */
public final class RuleJson {

    private RuleJson() {}

    /**
     * Reads a rule.
     *
     * @param pointer where it stands in its document
     * @param problems where problems are added
     * @return null where it is no object
     */
    public static @Nullable Rule read(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        fields.only(mode, "id", "note", "when", "serve");
        JsonNode when = fields.required("when");
        JsonNode serve = fields.required("serve");
        return new Rule(
                fields.text("id"),
                fields.optionalText("note"),
                when == null
                        ? new Condition.Unknown("The rule has no condition.")
                        : ConditionJson.read(when, fields.at("when"), mode, problems),
                serve == null
                        ? new Serve.Unknown("The rule serves nothing.")
                        : ServeJson.read(serve, fields.at("serve"), mode, problems));
    }

    /**
     * Reads a prerequisite.
     *
     * @param pointer where it stands in its document
     * @param problems where problems are added
     * @return null where it is no object
     */
    public static @Nullable Prerequisite readPrerequisite(
            JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        fields.only(mode, "flag", "variants");
        return new Prerequisite(fields.text("flag"), fields.texts("variants"));
    }

    /**
     * Reads a target.
     *
     * @param pointer where it stands in its document
     * @param problems where problems are added
     * @return null where it is no object
     */
    public static @Nullable Target readTarget(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        fields.only(mode, "variant", "keys");
        return new Target(fields.text("variant"), fields.texts("keys"));
    }

    /** The rule as {@link #read} takes it. */
    public static ObjectNode write(Rule rule) {
        ObjectNode node = Json.object().put("id", rule.id());
        if (rule.note() != null) {
            node.put("note", rule.note());
        }
        node.set("when", ConditionJson.write(rule.when()));
        node.set("serve", ServeJson.write(rule.serve()));
        return node;
    }

    /** The prerequisite as {@link #readPrerequisite} takes it. */
    public static ObjectNode write(Prerequisite prerequisite) {
        ObjectNode node = Json.object().put("flag", prerequisite.flag());
        node.set("variants", Json.node(prerequisite.variants()));
        return node;
    }

    /** The target as {@link #readTarget} takes it. */
    public static ObjectNode write(Target target) {
        ObjectNode node = Json.object().put("variant", target.variant());
        node.set("keys", Json.node(target.keys()));
        return node;
    }
}
