package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.flagtest.FlagTest;
import dev.firstlight.server.flagtest.FlagTests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tests that a change can reach. A change is refused for a test that held and would not hold any more; one that did
 * not hold before it is no hindrance, so that a test can be written first and the flag after it.
 */
final class TestedFlags {

    private TestedFlags() {}

    /**
     * What would break.
     *
     * @param before what the tests are judged by first
     * @param after the same environment with the change
     * @param changed flags, all where a segment changed
     * @return pointers {@code /flags/key/tests/3}; empty where nothing breaks
     */
    static List<Problem> broken(Candidate before, Candidate after, Set<String> changed) {
        Map<String, FlagTests> tests = new HashMap<>(after.tests());
        Reach reach = Reach.of(after.flags(), changed);
        tests.keySet().retainAll(reach.keys());
        tests.keySet().retainAll(after.flags().keySet());
        if (tests.isEmpty()) {
            return List.of();
        }
        Map<String, FlagSpec> part = reach.flags(after.flags());
        Ruleset now = Ruleset.compile(after.spec(part));
        List<Failing> failing = new ArrayList<>();
        tests.forEach((flag, all) -> {
            List<FlagTest.Outcome> outcomes = all.run(now, flag);
            for (int i = 0; i < outcomes.size(); i++) {
                if (!outcomes.get(i).holds()) {
                    failing.add(new Failing(flag, i, outcomes.get(i)));
                }
            }
        });
        return failing.isEmpty() ? List.of() : heldBefore(before, part, failing);
    }

    private record Failing(String flag, int index, FlagTest.Outcome outcome) {

        Problem problem() {
            return new Problem(
                    Problem.at("/flags", flag) + "/tests/" + index,
                    outcome.sentence() + " Change \"" + flag + "\" otherwise, or its test first.");
        }
    }

    private static List<Problem> heldBefore(Candidate before, Map<String, FlagSpec> part, List<Failing> failing) {
        Ruleset was = Ruleset.compile(
                before.spec(Reach.of(before.flags(), part.keySet()).flags(before.flags())));
        return failing.stream()
                .filter(one -> one.outcome().test().run(was, one.flag()).holds())
                .map(Failing::problem)
                .toList();
    }
}
