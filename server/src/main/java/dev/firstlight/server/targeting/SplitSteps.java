package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.segment.Instruction;
import java.util.HashSet;
import java.util.Set;

/** Sets weights, of a rule or the default, everywhere or in some regions; the smallest number of units moves. */
final class SplitSteps {

    private SplitSteps() {}

    static void set(ObjectNode targeting, Instruction one) {
        one.only("rule", "weights", "regions", "by");
        ObjectNode holder = holder(targeting, one);
        ObjectNode split = split(holder, one);
        if (one.has("by")) {
            split.put("by", one.text("by"));
        }
        if (one.has("regions")) {
            regional(split, one);
        } else {
            split.remove("ranges");
            split.set("weights", one.object("weights"));
        }
    }

    private static ObjectNode holder(ObjectNode targeting, Instruction one) {
        if (!one.has("rule")) {
            return targeting.withObject("/default");
        }
        ArrayNode rules = targeting.withArray("rules");
        return ((ObjectNode) rules.get(RuleSteps.require(rules, one, "rule"))).withObject("/serve");
    }

    /** The split that is served there; where one variant is for everybody, that as a split. */
    private static ObjectNode split(ObjectNode holder, Instruction one) {
        if (holder.get("split") instanceof ObjectNode split) {
            return split;
        }
        String variant = holder.path("variant").asText();
        holder.removeAll();
        ObjectNode split = holder.putObject("split").put("by", "targetingKey");
        split.putArray("ranges").addObject().put("to", 100_000).put("variant", variant);
        return split;
    }

    /** The regions leave the entries they were in and have one of their own, in front. */
    private static void regional(ObjectNode split, Instruction one) {
        Set<String> named = new HashSet<>();
        one.list("regions").forEach(region -> named.add(region.asText()));
        ArrayNode entries = split.arrayNode();
        ObjectNode mine = entries.addObject();
        mine.set("in", one.list("regions"));
        mine.set("weights", one.object("weights"));
        for (JsonNode entry : split.withArray("regions")) {
            ArrayNode rest = split.arrayNode();
            entry.path("in").forEach(region -> {
                if (!named.contains(region.asText())) {
                    rest.add(region);
                }
            });
            if (!rest.isEmpty()) {
                ObjectNode left = entry.deepCopy();
                left.set("in", rest);
                entries.add(left);
            }
        }
        split.set("regions", entries);
    }
}
