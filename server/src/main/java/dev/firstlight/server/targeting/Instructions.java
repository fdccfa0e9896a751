package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.segment.Instruction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named steps on a targeting, so that a script says what it wants and need not read first. Each step is a pure edit of
 * the document; whether the outcome makes sense is checked once, at the end, as for any other edit.
 */
final class Instructions {

    private static final int MOST = 500;

    private interface Step {
        void take(ObjectNode targeting, Instruction instruction);
    }

    private static final Map<String, Step> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("turnOn", (targeting, one) -> {
            one.only();
            targeting.put("enabled", true);
        });
        STEPS.put("turnOff", (targeting, one) -> {
            one.only();
            targeting.put("enabled", false);
        });
        STEPS.put("setOffVariant", (targeting, one) -> {
            one.only("variant");
            targeting.put("offVariant", one.text("variant"));
        });
        STEPS.put("setDefault", (targeting, one) -> {
            one.only("variant", "split");
            targeting.set("default", one.serve());
        });
        STEPS.put("setSplit", SplitSteps::set);
        STEPS.put("addTarget", TargetSteps::add);
        STEPS.put("removeTarget", TargetSteps::remove);
        STEPS.put("setTargets", (targeting, one) -> {
            one.only("targets");
            targeting.set("targets", one.list("targets"));
        });
        STEPS.put("addRule", RuleSteps::add);
        STEPS.put("replaceRule", RuleSteps::replace);
        STEPS.put("removeRule", RuleSteps::remove);
        STEPS.put("moveRule", RuleSteps::move);
        STEPS.put("setRules", (targeting, one) -> {
            one.only("rules");
            targeting.set("rules", one.list("rules"));
        });
        STEPS.put("addPrerequisite", (targeting, one) -> {
            one.only("flag", "variants");
            ArrayNode all = without(targeting.withArray("prerequisites"), "flag", one.text("flag"));
            all.addObject().put("flag", one.text("flag")).set("variants", one.list("variants"));
            targeting.set("prerequisites", all);
        });
        STEPS.put("removePrerequisite", (targeting, one) -> {
            one.only("flag");
            ArrayNode before = targeting.withArray("prerequisites");
            ArrayNode all = without(before, "flag", one.text("flag"));
            if (all.size() == before.size()) {
                throw one.invalid("flag", "The flag does not ask for \"" + one.text("flag") + "\".");
            }
            targeting.set("prerequisites", all);
        });
    }

    private Instructions() {}

    /** The names of all instructions. */
    static List<String> names() {
        return List.copyOf(STEPS.keySet());
    }

    /**
     * Takes all steps on a copy.
     *
     * @param instructions as they were sent
     * @param pointer where they stand in what was sent
     */
    static ObjectNode apply(ObjectNode targeting, JsonNode instructions, String pointer) {
        if (!(instructions instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST) {
            throw Failure.invalid(
                    pointer, "\"instructions\" is a list of 1 to " + MOST + " steps, each with a \"kind\".");
        }
        ObjectNode now = targeting.deepCopy();
        for (int i = 0; i < list.size(); i++) {
            Instruction one = Instruction.of(list.get(i), pointer + "/" + i);
            Step step = STEPS.get(one.kind());
            if (step == null) {
                throw one.invalid(
                        "kind",
                        "There is no instruction \"" + one.kind() + "\"; there are " + String.join(", ", names())
                                + ".");
            }
            StepParts.check(one);
            step.take(now, one);
        }
        return now;
    }

    /** The elements whose field is something else. */
    static ArrayNode without(ArrayNode list, String field, String value) {
        ArrayNode rest = list.arrayNode();
        list.forEach(each -> {
            if (!each.path(field).asText().equals(value)) {
                rest.add(each);
            }
        });
        return rest;
    }
}
