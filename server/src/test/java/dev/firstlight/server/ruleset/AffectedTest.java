package dev.firstlight.server.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.clientaccess.ContextJson;
import dev.firstlight.server.exchange.Chance;
import dev.firstlight.server.exchange.RandomRulesets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever changes: a flag that is said to be unaffected answers everybody as before. */
class AffectedTest {

    private static final int PAIRS = 2_000;
    private static final int CONTEXTS = 20;

    @Test
    void whoIsNotAffectedAnswersAsBefore() {
        int unaffected = 0;
        int changed = 0;
        for (int seed = 0; seed < PAIRS; seed++) {
            RandomRulesets random = new RandomRulesets(seed);
            RulesetSpec before = linked(random.ruleset(Hash.MURMUR3));
            RulesetSpec now = changed(new Chance(seed), before, random.ruleset(Hash.MURMUR3));
            Ruleset old = Ruleset.compile(before);
            Ruleset fresh = Ruleset.compile(now);
            Set<String> affected = Affected.flags(old, fresh);
            for (int i = 0; i < CONTEXTS; i++) {
                Context context = ContextJson.of(random.context());
                for (String key : before.flags().keySet()) {
                    boolean same = Evaluator.evaluate(old, key, context, null)
                            .equals(Evaluator.evaluate(fresh, key, context, null));
                    assertThat(same || affected.contains(key))
                            .as("seed %s, %s, said to be affected: %s", seed, key, affected)
                            .isTrue();
                    unaffected += affected.contains(key) ? 0 : 1;
                    changed += same ? 0 : 1;
                }
            }
        }
        assertThat(changed).as("answers that differ").isGreaterThan(PAIRS);
        assertThat(unaffected).as("answers that need not be looked at").isGreaterThan(PAIRS * CONTEXTS);
    }

    @Test
    void whatIsNewOrGoneIsAffected() {
        RulesetSpec all = new RandomRulesets(1).ruleset(Hash.MURMUR3);
        Map<String, FlagSpec> fewer = new LinkedHashMap<>(all.flags());
        fewer.remove("flag-2");
        Ruleset with = Ruleset.compile(all);
        Ruleset without = Ruleset.compile(of(all, all.regionGroups(), fewer, all.segments()));
        assertThat(Affected.flags(with, without)).containsExactly("flag-2");
        assertThat(Affected.flags(without, with)).containsExactly("flag-2");
        assertThat(Affected.flags(with, with)).isEmpty();
    }

    /** The last flag needs the one before it, and that the first. */
    private static RulesetSpec linked(RulesetSpec spec) {
        Map<String, FlagSpec> flags = new LinkedHashMap<>(spec.flags());
        flags.computeIfPresent("flag-3", (key, flag) -> needing(flag, "flag-1"));
        flags.computeIfPresent("flag-1", (key, flag) -> needing(flag, "flag-0"));
        return of(spec, spec.regionGroups(), flags, spec.segments());
    }

    private static FlagSpec needing(FlagSpec flag, String other) {
        return new FlagSpec(
                flag.type(),
                flag.variants(),
                flag.salt(),
                flag.enabled(),
                flag.offVariant(),
                flag.clientVisible(),
                List.of(new Prerequisite(other, List.of("red", "blue"))),
                flag.targets(),
                flag.rules(),
                flag.defaultServe(),
                flag.release());
    }

    private static RulesetSpec changed(Chance chance, RulesetSpec before, RulesetSpec other) {
        Map<String, FlagSpec> flags = new LinkedHashMap<>(before.flags());
        Map<String, SegmentSpec> segments = new LinkedHashMap<>(before.segments());
        Map<String, List<String>> groups = before.regionGroups();
        switch (chance.below(8)) {
            case 0 -> groups = Map.of("oceania", List.of("nz", "de"));
            case 1, 2, 3 -> {
                String segment = chance.one("inner", "outer", "listed");
                segments.computeIfPresent(
                        segment, (key, old) -> other.segments().get(key));
            }
            default -> {
                String flag = "flag-" + chance.one(0, 2);
                flags.computeIfPresent(flag, (key, old) -> other.flags().get(key));
            }
        }
        return of(before, groups, flags, segments);
    }

    private static RulesetSpec of(
            RulesetSpec like,
            Map<String, List<String>> groups,
            Map<String, FlagSpec> flags,
            Map<String, SegmentSpec> segments) {
        return new RulesetSpec(
                like.project(), like.environment(), like.epoch(), like.revision(), groups, flags, segments);
    }
}
