package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change from one revision to a later one, applied to a ruleset as it was received: whole, or not at all. */
public final class ChangeJson {

    /** What became of a change. */
    public enum Outcome {
        APPLIED,
        /** It does not start at the ruleset's position. */
        OUT_OF_ORDER,
        /** What comes of it is not what the server has. */
        DIGEST_MISMATCH,
        /** It is not a change. */
        MALFORMED
    }

    /**
     * A change's result.
     *
     * @param outcome what became of it
     * @param ruleset the ruleset after it; null unless it was applied
     */
    public record Applied(Outcome outcome, @Nullable ObjectNode ruleset) {}

    private ChangeJson() {}

    /**
     * A change as the server sends it.
     *
     * @param flags the flags that changed, by key; {@code null} nodes for those that went
     * @param segments likewise
     * @param regionGroups all of them where any changed, else null
     * @param digest of the ruleset after the change
     */
    public static ObjectNode write(
            long epoch,
            long from,
            long to,
            Map<String, ? extends JsonNode> flags,
            Map<String, ? extends JsonNode> segments,
            @Nullable JsonNode regionGroups,
            String digest) {
        ObjectNode node = Json.object().put("epoch", epoch).put("from", from).put("to", to);
        node.putObject("flags").setAll(flags);
        node.putObject("segments").setAll(segments);
        if (regionGroups != null) {
            node.set("regionGroups", regionGroups);
        }
        return node.put("digest", digest);
    }

    /**
     * Applies a change.
     *
     * @param ruleset as it was received; it stays as it is
     * @param change as it was received
     */
    public static Applied apply(ObjectNode ruleset, JsonNode change) {
        if (!wellFormed(change)) {
            return new Applied(Outcome.MALFORMED, null);
        }
        boolean follows = number(change, "epoch") == number(ruleset, "epoch")
                && number(change, "from") == number(ruleset, "revision")
                && number(change, "to") > number(change, "from");
        if (!follows) {
            return new Applied(Outcome.OUT_OF_ORDER, null);
        }
        ObjectNode after = Json.object();
        after.setAll(ruleset);
        after.set("revision", change.get("to"));
        after.set("flags", merged(ruleset.path("flags"), change.path("flags")));
        after.set("segments", merged(ruleset.path("segments"), change.path("segments")));
        if (change.hasNonNull("regionGroups")) {
            after.set("regionGroups", change.get("regionGroups"));
        }
        return Canonical.digest(after).equals(change.path("digest").textValue())
                ? new Applied(Outcome.APPLIED, after)
                : new Applied(Outcome.DIGEST_MISMATCH, null);
    }

    private static boolean wellFormed(JsonNode change) {
        return change.path("epoch").isNumber()
                && change.path("from").isNumber()
                && change.path("to").isNumber()
                && change.path("digest").isTextual()
                && objectOrAbsent(change, "flags")
                && objectOrAbsent(change, "segments")
                && objectOrAbsent(change, "regionGroups");
    }

    private static boolean objectOrAbsent(JsonNode change, String name) {
        return !change.hasNonNull(name) || change.get(name).isObject();
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }

    private static ObjectNode merged(JsonNode members, JsonNode changes) {
        ObjectNode merged = Json.object();
        members.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), change.getValue());
            }
        });
        return merged;
    }
}
