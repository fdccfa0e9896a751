package dev.firstlight.server.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallestMoveTest {

    @Test
    void raisingAVariantKeepsEverybodyWhoHadIt() {
        List<Range> five = List.of(new Range(5_000, "on"), new Range(100_000, "off"));
        assertThat(SmallestMove.toward(five, Map.of("on", 20_000, "off", 80_000)))
                .containsExactly(new Range(20_000, "on"), new Range(100_000, "off"));
    }

    @Test
    void theLastInLeaveFirst() {
        List<Range> twenty = List.of(new Range(20_000, "on"), new Range(100_000, "off"));
        assertThat(SmallestMove.toward(twenty, Map.of("on", 5_000, "off", 95_000)))
                .containsExactly(new Range(5_000, "on"), new Range(100_000, "off"));
    }

    @Test
    void aNewVariantTakesFromEveryoneElse() {
        List<Range> half = List.of(new Range(50_000, "on"), new Range(100_000, "off"));
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("on", 45_000);
        weights.put("off", 45_000);
        weights.put("new", 10_000);
        assertThat(SmallestMove.toward(half, weights))
                .containsExactly(
                        new Range(45_000, "on"),
                        new Range(50_000, "new"),
                        new Range(95_000, "off"),
                        new Range(100_000, "new"));
    }

    @Test
    void nobodyMovesWhoNeedNot() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<Range> before = SmallestMove.laidOut(weights(random));
            for (int edit = 0; edit < 3; edit++) {
                Map<String, Integer> wanted = weights(random);
                List<Range> after = SmallestMove.toward(before, wanted);
                Map<String, Integer> had = sizes(before);
                int must = had.entrySet().stream()
                        .mapToInt(one -> Math.max(0, one.getValue() - wanted.getOrDefault(one.getKey(), 0)))
                        .sum();
                assertThat(sizes(after)).isEqualTo(positive(wanted));
                assertThat(moved(before, after)).isEqualTo(must);
                before = after;
            }
        }
    }

    private static Map<String, Integer> weights(Random random) {
        List<Integer> cuts = new ArrayList<>(List.of(0, Bucketing.BUCKETS));
        int variants = 1 + random.nextInt(5);
        for (int i = 1; i < variants; i++) {
            cuts.add(random.nextInt(Bucketing.BUCKETS + 1));
        }
        cuts.sort(null);
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 1; i < cuts.size(); i++) {
            weights.merge("v" + random.nextInt(6), cuts.get(i) - cuts.get(i - 1), Integer::sum);
        }
        return weights;
    }

    private static Map<String, Integer> positive(Map<String, Integer> weights) {
        Map<String, Integer> positive = new HashMap<>(weights);
        positive.values().removeIf(weight -> weight == 0);
        return positive;
    }

    private static Map<String, Integer> sizes(List<Range> ranges) {
        Map<String, Integer> sizes = new HashMap<>();
        int from = 0;
        for (Range range : ranges) {
            sizes.merge(range.variant(), range.to() - from, Integer::sum);
            from = range.to();
        }
        return sizes;
    }

    private static int moved(List<Range> before, List<Range> after) {
        String[] was = buckets(before);
        String[] is = buckets(after);
        int moved = 0;
        for (int bucket = 0; bucket < was.length; bucket++) {
            moved += was[bucket].equals(is[bucket]) ? 0 : 1;
        }
        return moved;
    }

    private static String[] buckets(List<Range> ranges) {
        String[] buckets = new String[Bucketing.BUCKETS];
        int from = 0;
        for (Range range : ranges) {
            Arrays.fill(buckets, from, range.to(), range.variant());
            from = range.to();
        }
        return buckets;
    }
}
