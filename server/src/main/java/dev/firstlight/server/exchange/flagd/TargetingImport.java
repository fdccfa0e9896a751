package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lays out a decision tree as rules, in the order in which the tree is walked: each branch ends with a rule that holds
 * wherever the branch was entered, so that the rules of later branches stand for what is left.
 */
final class TargetingImport {

    private final String flag;
    private final Set<String> variants;
    private final String defaultVariant;
    private final LogicImport logic;
    private final List<Rule> rules = new ArrayList<>();
    private Serve otherwise;

    /** For one flag. */
    TargetingImport(String flag, Set<String> variants, String defaultVariant, LogicImport logic) {
        this.flag = flag;
        this.variants = variants;
        this.defaultVariant = defaultVariant;
        this.logic = logic;
        this.otherwise = new Serve.Variant(defaultVariant);
    }

    List<Rule> rules() {
        return rules;
    }

    /** What is served where no rule holds. */
    Serve otherwise() {
        return otherwise;
    }

    void read(JsonNode targeting, String pointer) {
        if (!targeting.isEmpty()) {
            decide(targeting, pointer, List.of());
        }
    }

    private void decide(JsonNode node, String pointer, List<Condition> under) {
        if (node.isNull() || node.isMissingNode()) {
            end(under, new Serve.Variant(defaultVariant));
            return;
        }
        if (node.isTextual() || node.isBoolean()) {
            end(under, new Serve.Variant(variant(node.asText(), pointer)));
            return;
        }
        Logic operation = Logic.of(node, pointer);
        if (operation == null) {
            throw new Refused(pointer, "Targeting names a variant; this is " + node + ".");
        }
        switch (operation.op()) {
            case "if" -> branches(operation, under);
            case "fractional" -> split(Fractional.read(operation, flag), operation.pointer(), under);
            case "$ref" -> decide(logic.referred(operation), pointer, under);
            default -> outcome(node, pointer, under);
        }
    }

    private void branches(Logic operation, List<Condition> under) {
        int i = 0;
        for (; i + 1 < operation.args().size(); i += 2) {
            Condition when = logic.condition(operation.arg(i), operation.at(i));
            decide(operation.arg(i + 1), operation.at(i + 1), with(under, when));
        }
        JsonNode rest = operation.arg(i);
        Logic condition = operation.args().size() == 1 ? Logic.of(rest, operation.at(i)) : null;
        if (condition == null) {
            decide(i < operation.args().size() ? rest : MissingNode.getInstance(), operation.at(i), under);
        } else {
            outcome(rest, operation.at(i), under);
        }
    }

    /** A logic that is true or false chooses the variant of that name. */
    private void outcome(JsonNode node, String pointer, List<Condition> under) {
        Condition holds = logic.condition(node, pointer);
        end(with(under, holds), new Serve.Variant(variant("true", pointer)));
        end(under, new Serve.Variant(variant("false", pointer)));
    }

    private void split(Fractional fractional, String pointer, List<Condition> under) {
        fractional.parts().forEach(part -> variant(part.variant(), pointer));
        if (fractional.parts().isEmpty()) {
            end(under, new Serve.Variant(defaultVariant));
            return;
        }
        String none = fractional.emptyUnit() ? fractional.variantOf("") : defaultVariant;
        end(with(under, Conditions.not(fractional.hasUnit())), new Serve.Variant(none));
        end(under, fractional.split());
    }

    private String variant(String name, String pointer) {
        if (!variants.contains(name)) {
            throw new Refused(
                    pointer, "There is no variant '" + name + "'; use one of " + String.join(", ", variants) + ".");
        }
        return name;
    }

    private static List<Condition> with(List<Condition> under, Condition more) {
        List<Condition> all = new ArrayList<>(under);
        all.add(more);
        return all;
    }

    private void end(List<Condition> under, Serve serve) {
        if (under.isEmpty()) {
            otherwise = serve;
        } else {
            rules.add(new Rule("r" + rules.size(), null, Conditions.all(under), serve));
        }
    }
}
