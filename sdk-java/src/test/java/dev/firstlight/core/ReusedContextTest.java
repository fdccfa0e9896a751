package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A context remembers what splits served it; that must never show. */
class ReusedContextTest {

    /** More than a context remembers. */
    private static final int FLAGS = 700;

    private static Ruleset ruleset(long revision, int percent) {
        Map<String, FlagSpec> flags = new LinkedHashMap<>();
        for (int i = 0; i < FLAGS; i++) {
            List<Range> ranges = List.of(new Range(percent * 1_000, "on"), new Range(100_000, "off"));
            List<RegionalRanges> regions =
                    List.of(new RegionalRanges(List.of("nz"), List.of(new Range(100_000, "on"))));
            Serve split = new Serve.Split("targetingKey", Hash.MURMUR3, null, i % 2 == 0 ? regions : List.of(), ranges);
            flags.put(
                    "flag-" + i,
                    new FlagSpec(
                            ValueType.BOOLEAN,
                            Map.of("on", true, "off", false),
                            "salt-" + i,
                            true,
                            "off",
                            false,
                            List.of(),
                            List.of(),
                            List.of(),
                            split,
                            null));
        }
        return Ruleset.compile(new RulesetSpec("p", "e", 1, revision, Map.of(), flags, Map.of()));
    }

    private static Evaluation evaluate(Ruleset ruleset, int flag, Context context) {
        return Evaluator.evaluate(ruleset, "flag-" + flag, context, null);
    }

    @Test
    void answersAsANewContextDoes() {
        Ruleset before = ruleset(1, 30);
        Ruleset after = ruleset(2, 60);
        Context reused = Context.of("alice");
        Context inNz = reused.region("nz");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < FLAGS; i++) {
                for (Ruleset ruleset : List.of(before, after)) {
                    assertThat(evaluate(ruleset, i, reused)).isEqualTo(evaluate(ruleset, i, Context.of("alice")));
                    assertThat(evaluate(ruleset, i, inNz))
                            .isEqualTo(evaluate(ruleset, i, Context.of("alice").region("nz")));
                }
            }
        }
    }

    @Test
    void evaluatesEachFlagOnceAsItDoesAgain() {
        Ruleset ruleset = ruleset(1, 30);
        Context once = Context.of("carol").region("nz").forgetful();
        assertThat(ruleset.evaluators())
                .hasSize(FLAGS)
                .isSortedAccordingTo(java.util.Comparator.comparing(FlagEvaluator::key))
                .allSatisfy(flag -> assertThat(flag.evaluate(once))
                        .isEqualTo(Evaluator.evaluate(
                                ruleset, flag.key(), Context.of("carol").region("nz"), null)));
    }

    @Test
    void answersTheSameToManyThreads() {
        Ruleset ruleset = ruleset(1, 30);
        Context reused = Context.of("bob");
        List<Evaluation> alone = IntStream.range(0, FLAGS)
                .mapToObj(i -> evaluate(ruleset, i, Context.of("bob")))
                .toList();
        List<Evaluation> together = IntStream.range(0, 40 * FLAGS)
                .parallel()
                .mapToObj(i -> evaluate(ruleset, i % FLAGS, reused))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % FLAGS));
        }
    }
}
