package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.segment.Instruction;

/** Instructions on rules, which their ids name. */
final class RuleSteps {

    private RuleSteps() {}

    /** Before another rule, or behind all. */
    static void add(ObjectNode targeting, Instruction one) {
        one.only("rule", "before");
        ArrayNode rules = targeting.withArray("rules");
        int at = one.has("before") ? require(rules, one, "before") : rules.size();
        rules.insert(at, one.object("rule"));
    }

    static void replace(ObjectNode targeting, Instruction one) {
        one.only("id", "rule");
        ArrayNode rules = targeting.withArray("rules");
        ObjectNode rule = one.object("rule").deepCopy();
        if (!rule.has("id")) {
            rule.put("id", one.text("id"));
        }
        rules.set(require(rules, one, "id"), rule);
    }

    static void remove(ObjectNode targeting, Instruction one) {
        one.only("id");
        ArrayNode rules = targeting.withArray("rules");
        rules.remove(require(rules, one, "id"));
    }

    /** Before another rule, or behind all. */
    static void move(ObjectNode targeting, Instruction one) {
        one.only("id", "before");
        ArrayNode rules = targeting.withArray("rules");
        ObjectNode rule = (ObjectNode) rules.remove(require(rules, one, "id"));
        rules.insert(one.has("before") ? require(rules, one, "before") : rules.size(), rule);
    }

    static int require(ArrayNode rules, Instruction one, String field) {
        String id = one.text(field);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).path("id").asText().equals(id)) {
                return i;
            }
        }
        throw one.invalid(field, "There is no rule \"" + id + "\" in this flag.");
    }
}
