package dev.firstlight.core;

import java.util.List;
import java.util.Map;

/** What is wrong with a ruleset although it can be evaluated: names, sizes, and names of things that are not there. */
final class RulesetCheck {

    private static final java.util.regex.Pattern KEY = java.util.regex.Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final RulesetSpec spec;
    private final Limits limits;
    private final List<Problem> problems;

    private RulesetCheck(RulesetSpec spec, Limits limits, List<Problem> problems) {
        this.spec = spec;
        this.limits = limits;
        this.problems = problems;
    }

    static void check(RulesetSpec spec, Limits limits, List<Problem> problems) {
        RulesetCheck check = new RulesetCheck(spec, limits, problems);
        check.count("/flags", spec.flags(), limits.flags());
        check.count("/segments", spec.segments(), limits.segments());
        spec.flags().forEach((key, flag) -> {
            String pointer = Problem.at("/flags", key);
            check.key(pointer, key);
            check.flag(pointer, flag);
        });
        spec.segments().keySet().forEach(key -> check.key(Problem.at("/segments", key), key));
        spec.regionGroups().keySet().forEach(key -> check.key(Problem.at("/regionGroups", key), key));
    }

    private void count(String pointer, Map<String, ?> things, int limit) {
        if (things.size() > limit) {
            add(pointer, "There are " + things.size() + " where " + limit + " are the most; remove some.");
        }
    }

    private void key(String pointer, String key) {
        if (!KEY.matcher(key).matches()) {
            add(
                    pointer,
                    "A key has 1 to 64 of a-z, 0-9, '.', '_' and '-' and begins with a letter or digit; rename it.");
        }
    }

    private void flag(String pointer, FlagSpec flag) {
        count(pointer + "/variants", flag.variants(), limits.variants());
        if (flag.rules().size() > limits.rules()) {
            add(pointer + "/rules", "There are more than " + limits.rules() + " rules; use segments.");
        }
        for (int i = 0; i < flag.prerequisites().size(); i++) {
            prerequisite(
                    Problem.at(pointer + "/prerequisites", i),
                    flag.prerequisites().get(i));
        }
        ReleaseSpec release = flag.release();
        if (release != null) {
            variant(pointer + "/release/treatment", flag, release.treatment());
            variant(pointer + "/release/control", flag, release.control());
        }
    }

    private void prerequisite(String pointer, Prerequisite prerequisite) {
        FlagSpec other = spec.flags().get(prerequisite.flag());
        if (other == null) {
            if (!spec.unreadable().containsKey(prerequisite.flag())) {
                add(pointer + "/flag", "There is no flag '" + prerequisite.flag() + "'; create it or name another.");
            }
            return;
        }
        if (prerequisite.variants().isEmpty()) {
            add(pointer + "/variants", "No variant satisfies the prerequisite; name at least one.");
        }
        for (int i = 0; i < prerequisite.variants().size(); i++) {
            variant(
                    Problem.at(pointer + "/variants", i),
                    other,
                    prerequisite.variants().get(i));
        }
    }

    private void variant(String pointer, FlagSpec flag, String variant) {
        if (!flag.variants().containsKey(variant)) {
            String known = Names.known(flag.variants().keySet());
            add(pointer, ServeCompiler.unknownVariant(variant, known));
        }
    }

    private void add(String pointer, String detail) {
        problems.add(new Problem(pointer, detail));
    }
}
