package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a segment becomes. There whoever is included is in it, excluded or not; here excluded wins. */
final class SegmentImport {

    private final ClauseImport clauses;

    SegmentImport(ClauseImport clauses) {
        this.clauses = clauses;
    }

    SegmentSpec read(String key, JsonNode segment, String pointer) {
        if (segment.path("unbounded").asBoolean()) {
            throw new Refused(
                    pointer + "/unbounded",
                    "The members of a big segment are not in the document; create the segment and upload them.");
        }
        List<String> included = TargetImport.texts(segment.path("included"));
        List<String> excluded = new ArrayList<>(TargetImport.texts(segment.path("excluded")));
        excluded.removeAll(included);
        List<Condition> ofKinds = listed(segment, "includedContexts", pointer);
        Condition rest = rest(key, segment, pointer);
        if (ofKinds.isEmpty() || excluded.isEmpty()) {
            return new SegmentSpec(included, excluded, either(ofKinds, rest));
        }
        // An organization that is included brings its users along, the excluded ones too.
        Condition notExcluded = Conditions.not(Conditions.leaf(Context.TARGETING_KEY, "in", excluded));
        Condition others = rest == null ? null : new Condition.All(List.of(notExcluded, rest));
        return new SegmentSpec(included, List.of(), either(ofKinds, others));
    }

    private static @Nullable Condition either(List<Condition> ofKinds, @Nullable Condition rest) {
        List<Condition> any = new ArrayList<>(ofKinds);
        if (rest != null) {
            any.add(rest);
        }
        return any.isEmpty() ? null : Conditions.any(any);
    }

    /** The rules, for whom no context excludes. */
    private @Nullable Condition rest(String key, JsonNode segment, String pointer) {
        String salt = key + '.' + segment.path("salt").asText("");
        List<Condition> rules = new ArrayList<>();
        JsonNode all = segment.path("rules");
        for (int i = 0; i < all.size(); i++) {
            String at = Problem.at(pointer + "/rules", i);
            List<Condition> parts = new ArrayList<>(clauses.all(all.get(i), at));
            Condition share = RolloutImport.share(all.get(i), salt, at);
            if (share != null) {
                parts.add(share);
            }
            rules.add(Conditions.all(parts));
        }
        if (rules.isEmpty()) {
            return null;
        }
        List<Condition> rest = new ArrayList<>();
        listed(segment, "excludedContexts", pointer).forEach(excluded -> rest.add(Conditions.not(excluded)));
        rest.add(Conditions.any(rules));
        return Conditions.all(rest);
    }

    private static List<Condition> listed(JsonNode segment, String name, String pointer) {
        List<Condition> listed = new ArrayList<>();
        JsonNode targets = segment.path(name);
        for (int i = 0; i < targets.size(); i++) {
            String kind = AttributeReference.kind(targets.get(i).path("contextKind"));
            String path = AttributeReference.key(kind).path(Problem.at(pointer + '/' + name, i) + "/contextKind");
            listed.add(Conditions.leaf(
                    path, "in", TargetImport.texts(targets.get(i).path("values"))));
        }
        return listed;
    }
}
