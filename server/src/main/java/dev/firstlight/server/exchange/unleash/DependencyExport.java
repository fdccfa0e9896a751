package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Prerequisites as dependencies: on features that have none themselves, and are on, off, or on with some variants. */
final class DependencyExport {

    private final RulesetSpec spec;

    DependencyExport(RulesetSpec spec) {
        this.spec = spec;
    }

    ArrayNode write(FlagSpec flag, String pointer) {
        ArrayNode dependencies = Json.list();
        for (int i = 0; i < flag.prerequisites().size(); i++) {
            dependencies.add(dependency(flag.prerequisites().get(i), Problem.at(pointer + "/prerequisites", i)));
        }
        return dependencies;
    }

    private ObjectNode dependency(Prerequisite prerequisite, String pointer) {
        String key = prerequisite.flag();
        FlagSpec parent = spec.flags().get(key);
        if (parent == null || !parent.prerequisites().isEmpty()) {
            throw new Refused(pointer, "A feature there cannot depend on one that depends on others itself.");
        }
        requireSayable(key, parent, pointer);
        OutcomeExport outcomes = new OutcomeExport(parent);
        Set<String> all = parent.variants().keySet();
        List<String> on =
                all.stream().filter(variant -> outcomes.of(variant).on()).toList();
        List<String> wanted = prerequisite.variants();
        ObjectNode dependency = Json.object().put("feature", FeatureExport.name(key, parent));
        boolean onlyOn = on.containsAll(wanted);
        // Off is off on either side; but here a flag that is off meets no prerequisite, whatever it serves.
        if (!parent.enabled() && (!onlyOn || on.contains(parent.offVariant()))) {
            throw new Refused(
                    pointer, "The flag '" + key + "' is off, and nothing follows from that here; turn it on.");
        }
        if (onlyOn && wanted.containsAll(on)) {
            return dependency.put("enabled", true);
        }
        if (all.stream().allMatch(variant -> wanted.contains(variant) != on.contains(variant))) {
            return dependency.put("enabled", false);
        }
        Set<String> names = new TreeSet<>();
        wanted.forEach(variant -> names.add(outcomes.of(variant).name()));
        boolean told = on.stream()
                .allMatch(variant -> names.contains(outcomes.of(variant).name()) == wanted.contains(variant));
        if (!onlyOn || !told) {
            throw new Refused(
                    pointer + "/variants",
                    "Features there cannot tell these variants of '" + key + "' from its others.");
        }
        names.forEach(dependency.put("enabled", true).putArray("variants")::add);
        return dependency;
    }

    /** What depends on a flag that stays behind must stay behind too. */
    private void requireSayable(String key, FlagSpec parent, String pointer) {
        try {
            new FeatureExport(key, parent, pointer, new AudienceExport(spec.segments()), new Remarks(key))
                    .write(spec.regionGroups(), Json.list());
        } catch (Refused refused) {
            throw new Refused(pointer, "The flag '" + key + "' is refused, and so is what depends on it.");
        }
    }
}
