package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one flag becomes. */
final class FlagImport {

    private final JsonNode flag;
    private final String pointer;
    private final Remarks remarks;
    private final ClauseImport clauses;
    private final Variants variations;
    private final RolloutImport rollouts;
    private final String salt;
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    FlagImport(String key, JsonNode flag, String pointer, Set<String> segments, Remarks remarks) {
        this.flag = flag;
        this.pointer = pointer;
        this.remarks = remarks;
        this.clauses = new ClauseImport(segments, remarks);
        List<JsonNode> values = new ArrayList<>();
        flag.path("variations").forEach(values::add);
        this.variations = Variants.of(values);
        this.salt = key + '.' + flag.path("salt").asText("");
        this.rollouts = new RolloutImport(salt, variations, remarks);
    }

    FlagSpec read(Prerequisites prerequisites) {
        boolean on = flag.path("on").asBoolean();
        Prerequisites.Found found = prerequisites.of(flag, pointer, remarks);
        String off = off(on, found);
        TargetImport targets = new TargetImport(variations);
        targets.read(flag, pointer);
        targets.rules.forEach(rule -> add(rule.id(), rule.note(), rule.when(), rule.serve()));
        rules();
        Serve otherwise = otherwise(on, off);
        types();
        return new FlagSpec(
                variations.type(),
                variations.values(),
                salt,
                on && !found.never(),
                off,
                flag.path("clientSideAvailability").path("usingEnvironmentId").asBoolean()
                        || flag.path("clientSide").asBoolean(),
                found.prerequisites(),
                targets.targets,
                rules,
                otherwise,
                null);
    }

    private String off(boolean on, Prerequisites.Found found) {
        JsonNode off = flag.path("offVariation");
        if (!off.isMissingNode() && !off.isNull()) {
            return variations.at(off, pointer + "/offVariation");
        }
        String missing = "The flag has no off variation, so that LaunchDarkly serves the caller's fallback ";
        if (!on || found.any()) {
            throw new Refused(
                    pointer, missing + (on ? "where a prerequisite does not hold" : "") + "; choose an off variation.");
        }
        int last = Math.max(variations.values().size() - 1, 0);
        String chosen = variations.values().entrySet().stream()
                .filter(variant -> variant.getValue().equals(false))
                .map(variant -> variant.getKey())
                .findFirst()
                .orElse(Variants.name(last));
        remarks.differs(
                pointer, missing + "once it is off; here it would serve '" + chosen + "', so choose the off variant.");
        return chosen;
    }

    private void rules() {
        JsonNode all = flag.path("rules");
        for (int i = 0; i < all.size(); i++) {
            String at = Problem.at(pointer + "/rules", i);
            JsonNode rule = all.get(i);
            Condition when = Conditions.all(clauses.all(rule, at));
            RolloutImport.Served served = rollouts.read(rule, at);
            String id = rule.path("id").asText("");
            id = id.isEmpty() || ids.contains(id) ? "rule-" + i : id;
            if (served.noUnit() != null) {
                Condition noUnit = new Condition.All(List.of(when, served.noUnit()));
                add(id + "-no-unit", null, noUnit, new Serve.Variant(served.withoutUnit()));
            }
            String note = rule.path("description").textValue();
            add(id, note, when, served.serve());
        }
    }

    private Serve otherwise(boolean on, String off) {
        JsonNode fallthrough = flag.path("fallthrough");
        if (!on && fallthrough.isEmpty()) {
            remarks.differs(
                    pointer,
                    "The flag has no fallthrough, so that once it is on LaunchDarkly serves the caller's fallback; "
                            + "here it would serve '" + off + "', so choose the default.");
            return new Serve.Variant(off);
        }
        RolloutImport.Served served = rollouts.read(fallthrough, pointer + "/fallthrough");
        if (served.noUnit() != null) {
            String note = "Contexts without a unit for the default's split";
            add("no-unit", note, served.noUnit(), new Serve.Variant(served.withoutUnit()));
        }
        return served.serve();
    }

    private void add(String id, @Nullable String note, Condition when, Serve serve) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + '-' + i;
        }
        rules.add(new Rule(unique, note, when, serve));
    }

    private void types() {
        if (variations.wrapped()) {
            remarks.differs(
                    pointer + "/variations",
                    "The variations are not all booleans, all strings, all numbers or all objects; each became an "
                            + "object, and applications find it there under '" + Variants.VALUE + "'.");
        } else if (variations.type() == ValueType.NUMBER) {
            remarks.differs(
                    pointer + "/variations",
                    "Not all variations are whole; an application that asks for an integer gets its fallback here, "
                            + "so let it ask for a number.");
        }
    }
}
