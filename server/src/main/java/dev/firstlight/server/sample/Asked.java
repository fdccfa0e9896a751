package dev.firstlight.server.sample;

import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a flag asks of contexts, prerequisites and segments included.
 *
 * @param questions the numbers of those that a disguise put into it
 * @param units the attributes that name the units of its splits, the targeting key aside
 */
record Asked(Set<Integer> questions, Set<String> units) {

    static Asked by(String flag, Disguise disguise, RulesetSpec before, RulesetSpec after) {
        Asked asked = new Asked(new TreeSet<>(), new TreeSet<>());
        new Walk(disguise, before, asked, new HashSet<>()).flag(flag);
        new Walk(disguise, after, asked, new HashSet<>()).flag(flag);
        return asked;
    }

    private record Walk(Disguise disguise, RulesetSpec spec, Asked asked, Set<String> seen) {

        void flag(String key) {
            FlagSpec flag = spec.flags().get(key);
            if (flag == null || !seen.add("flag " + key)) {
                return;
            }
            flag.prerequisites().forEach(prerequisite -> flag(prerequisite.flag()));
            flag.rules().forEach(rule -> {
                condition(rule.when());
                serve(rule.serve());
            });
            serve(flag.defaultServe());
        }

        private void serve(Serve serve) {
            if (serve instanceof Serve.Split split) {
                unit(split.by());
            }
        }

        private void unit(String by) {
            if (!by.equals(Context.TARGETING_KEY)) {
                asked.units.add(by);
            }
        }

        private void condition(@Nullable Condition condition) {
            if (condition instanceof Condition.All all) {
                all.conditions().forEach(this::condition);
            } else if (condition instanceof Condition.Any any) {
                any.conditions().forEach(this::condition);
            } else if (condition instanceof Condition.Not not) {
                condition(not.condition());
            } else if (condition instanceof Condition.InBucket bucket) {
                unit(bucket.by());
            } else if (condition instanceof Condition.Leaf leaf) {
                Integer question = disguise.question(leaf);
                if (question != null) {
                    asked.questions.add(question);
                }
            } else if (condition instanceof Condition.InSegment in && seen.add("segment " + in.segment())) {
                SegmentSpec segment = spec.segments().get(in.segment());
                condition(segment == null ? null : segment.when());
            }
        }
    }
}
