package dev.firstlight.server.targeting;

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
import dev.firstlight.server.flagtest.FlagTests;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.segment.Refusal;
import dev.firstlight.server.segment.SegmentUses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An environment as it would be after a change, checked by the SDK's own compiler before anything is kept. Only what the
 * change can have broken is compiled: see {@link Reach}.
 *
 * @param regions the keys of the project's regions
 * @param flags as they are before the change, where it is not said otherwise
 * @param tests by flag, of those that have some
 */
record Candidate(
        EnvironmentRef environment,
        List<String> regions,
        Map<String, List<String>> regionGroups,
        Map<String, FlagSpec> flags,
        Map<String, SegmentSpec> segments,
        Map<String, FlagTests> tests) {

    private static final long MOST_BYTES = 5L * 1024 * 1024;

    /** Refuses, with pointers into the flag's document, where the environment with this flag would not evaluate. */
    void check(String key, FlagSpec flag) {
        Refusal.ifAny(problems(Map.of(key, flag)), Problem.at("/flags", key));
    }

    /**
     * Refuses where the environment, whose flags hold some changes already, would not evaluate: pointers into the
     * document of the flag where it is one, else from {@code /flags}.
     */
    void check(Set<String> changed) {
        String root =
                changed.size() == 1 ? Problem.at("/flags", changed.iterator().next()) : "";
        Refusal.ifAny(problems(flags, changed), root);
    }

    /** The same with another flag. */
    Candidate with(String key, FlagSpec flag) {
        Map<String, FlagSpec> all = new LinkedHashMap<>(flags);
        all.put(key, flag);
        return new Candidate(environment, regions, regionGroups, all, segments, tests);
    }

    /** The same without a flag. */
    Candidate without(String key) {
        Map<String, FlagSpec> rest = new LinkedHashMap<>(flags);
        rest.remove(key);
        return new Candidate(environment, regions, regionGroups, rest, segments, tests);
    }

    /** The same with other segments. */
    Candidate withSegments(Map<String, SegmentSpec> others) {
        return new Candidate(environment, regions, regionGroups, flags, others, tests);
    }

    /** Refuses where tests that held before some flags changed hold no longer; pointers as {@link #check(Set)}. */
    void checkTests(Candidate before, Set<String> changed) {
        if (!tests.isEmpty()) {
            String root = changed.size() == 1
                    ? Problem.at("/flags", changed.iterator().next())
                    : "";
            Refusal.ifAny(TestedFlags.broken(before, this, changed), root);
        }
    }

    /** Refuses, with pointers from {@code /flags}, where the environment with these flags would not evaluate. */
    void checkMore(Map<String, FlagSpec> more) {
        Refusal.ifAny(problems(more), "");
    }

    /** Refuses where the environment without this flag would not evaluate. */
    void checkWithout(String key) {
        Map<String, FlagSpec> rest = without(key).flags;
        Refusal.ifAny(compile(Reach.of(rest, Set.of(key)).flags(rest)), "");
    }

    /** Refuses more than an SDK should have to fetch. */
    static void checkSize(long bytes) {
        if (bytes > MOST_BYTES) {
            throw Failure.of(
                    Failure.Kind.TOO_LARGE,
                    "The environment's flags would have " + bytes + " bytes; " + MOST_BYTES
                            + " are allowed. Archive flags that are done, or move long lists of keys into segments.");
        }
    }

    /** Refuses more flags than an SDK should have to hold. */
    static void checkCount(long flags) {
        if (flags > Limits.SERVER.flags()) {
            Refusal.ifAny(
                    List.of(new Problem(
                            "/flags",
                            "There are " + flags + " where " + Limits.SERVER.flags() + " are the most; remove some.")),
                    "");
        }
    }

    private List<Problem> problems(Map<String, FlagSpec> changed) {
        Map<String, FlagSpec> all = new LinkedHashMap<>(flags);
        all.putAll(changed);
        if (all.size() > flags.size()) {
            checkCount(all.size());
        }
        return problems(all, changed.keySet());
    }

    private List<Problem> problems(Map<String, FlagSpec> all, Set<String> changed) {
        List<Problem> problems = new ArrayList<>();
        changed.forEach(key -> {
            FlagSpec flag = all.get(key);
            if (flag != null) {
                problems.addAll(regionProblems(flag, Problem.at("/flags", key)));
            }
        });
        problems.addAll(compile(Reach.of(all, changed).flags(all)));
        return problems;
    }

    private List<Problem> compile(Map<String, FlagSpec> part) {
        return Ruleset.check(spec(part), Limits.SERVER);
    }

    /** Some flags, with the segments that they need. */
    RulesetSpec spec(Map<String, FlagSpec> part) {
        Set<String> named = new LinkedHashSet<>();
        part.values().forEach(flag -> named.addAll(segmentsOf(flag)));
        return new RulesetSpec(
                environment.project(),
                environment.key(),
                environment.epoch(),
                environment.revision(),
                regionGroups,
                part,
                Reach.segments(segments, named));
    }

    private List<Problem> regionProblems(FlagSpec flag, String root) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < flag.rules().size(); i++) {
            addRegionProblems(flag.rules().get(i).serve(), root + "/rules/" + i + "/serve", problems);
        }
        addRegionProblems(flag.defaultServe(), root + "/default", problems);
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

    /** The flags that name one of some segments, or a segment that does in turn. */
    Set<String> using(Set<String> some) {
        Set<String> users = new LinkedHashSet<>();
        flags.forEach((key, flag) -> {
            Set<String> named = new LinkedHashSet<>(segmentsOf(flag));
            named.addAll(Reach.segments(segments, segmentsOf(flag)).keySet());
            if (!Collections.disjoint(named, some)) {
                users.add(key);
            }
        });
        return users;
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
