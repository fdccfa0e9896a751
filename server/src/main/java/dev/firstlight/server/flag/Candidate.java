package dev.firstlight.server.flag;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Limits;
import dev.firstlight.core.Problem;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.segment.Refusal;
import dev.firstlight.server.segment.SegmentUses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An environment as it would be after a change, checked by the SDK's own compiler before anything is kept.
 *
 * @param regions the keys of the project's regions
 */
record Candidate(
        EnvironmentRef environment,
        List<String> regions,
        Map<String, List<String>> regionGroups,
        Map<String, FlagSpec> flags,
        Map<String, SegmentSpec> segments) {

    /** Refuses, with pointers into the flag's document, where the environment with this flag would not evaluate. */
    void check(String key, FlagSpec flag) {
        Map<String, FlagSpec> changed = new LinkedHashMap<>(flags);
        changed.put(key, flag);
        List<Problem> problems = new ArrayList<>(regionProblems(flag));
        problems.addAll(Ruleset.check(ruleset(changed), Limits.SERVER));
        Refusal.ifAny(problems, Problem.at("/flags", key));
    }

    /** Refuses, with pointers from {@code /flags}, where the environment with these flags would not evaluate. */
    void checkAll(Map<String, FlagSpec> more) {
        Map<String, FlagSpec> changed = new LinkedHashMap<>(flags);
        changed.putAll(more);
        Refusal.ifAny(Ruleset.check(ruleset(changed), Limits.SERVER), "");
    }

    /** Refuses where the environment without this flag would not evaluate. */
    void checkWithout(String key) {
        Map<String, FlagSpec> changed = new LinkedHashMap<>(flags);
        changed.remove(key);
        Refusal.ifAny(Ruleset.check(ruleset(changed), Limits.SERVER), "");
    }

    private RulesetSpec ruleset(Map<String, FlagSpec> changed) {
        return new RulesetSpec(
                environment.project(),
                environment.key(),
                environment.epoch(),
                environment.revision(),
                regionGroups,
                changed,
                segments);
    }

    private List<Problem> regionProblems(FlagSpec flag) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < flag.rules().size(); i++) {
            addRegionProblems(flag.rules().get(i).serve(), "/rules/" + i + "/serve", problems);
        }
        addRegionProblems(flag.defaultServe(), "/default", problems);
        return problems;
    }

    private void addRegionProblems(Serve serve, String pointer, List<Problem> problems) {
        if (!(serve instanceof Serve.Split split)) {
            return;
        }
        for (int i = 0; i < split.regions().size(); i++) {
            RegionalRanges entry = split.regions().get(i);
            for (int j = 0; j < entry.in().size(); j++) {
                String name = entry.in().get(j);
                if (!regions.contains(name) && !regionGroups.containsKey(name)) {
                    problems.add(new Problem(
                            pointer + "/split/regions/" + i + "/in/" + j,
                            "There is no region or group \"" + name + "\"; the regions are " + regions + "."));
                }
            }
        }
    }

    /** The segments a flag names. */
    static Set<String> segmentsOf(FlagSpec flag) {
        Set<String> keys = new LinkedHashSet<>();
        for (Rule rule : flag.rules()) {
            keys.addAll(SegmentUses.in(rule.when()));
        }
        return keys;
    }
}
