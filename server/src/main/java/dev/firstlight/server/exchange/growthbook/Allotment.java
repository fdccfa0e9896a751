package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GrowthBook's numbers from 0 to 1: where a unit lies, and which variation has that place. */
final class Allotment {

    private static final double LEAST_TOTAL = 0.99;
    private static final double MOST_TOTAL = 1.01;

    private Allotment() {}

    /** How many places there are in a version of the hash; 0 where there is no such version. */
    static int places(int version) {
        return version == 1 ? 1_000 : version == 2 ? 10_000 : 0;
    }

    /** A unit's place; NaN where there is no such version of the hash. */
    static double place(String seed, String unit, int version) {
        return switch (version) {
            case 1 -> Integer.remainderUnsigned(fnv1a(unit + seed), places(1)) / (double) places(1);
            case 2 ->
                Integer.remainderUnsigned(fnv1a(Integer.toUnsignedString(fnv1a(seed + unit))), places(2))
                        / (double) places(2);
            default -> Double.NaN;
        };
    }

    private static int fnv1a(String text) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    static boolean within(double place, double[] range) {
        return place >= range[0] && place < range[1];
    }

    /** The first range that holds the place; −1 where none does. */
    static int choose(double place, List<double[]> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            if (within(place, ranges.get(i))) {
                return i;
            }
        }
        return -1;
    }

    static boolean inNamespace(String unit, JsonNode namespace) {
        double place = place(salt(namespace), unit, 1);
        return within(place, range(namespace.path(1), namespace.path(2)));
    }

    /** What a namespace hashes units with. */
    static String salt(JsonNode namespace) {
        return "__" + namespace.path(0).asText();
    }

    static double[] equalWeights(int variations) {
        double[] weights = new double[Math.max(variations, 0)];
        Arrays.fill(weights, 1.0 / variations);
        return weights;
    }

    /** The ranges of variations: a part of every variation's share, so that more can be covered without a move. */
    static List<double[]> ranges(int variations, double coverage, double @Nullable [] weights) {
        double covered = Math.min(Math.max(coverage, 0), 1);
        double[] usable = weights == null || weights.length != variations ? equalWeights(variations) : weights;
        double total = 0;
        for (double weight : usable) {
            total += weight;
        }
        if (total < LEAST_TOTAL || total > MOST_TOTAL) {
            usable = equalWeights(variations);
        }
        List<double[]> ranges = new ArrayList<>();
        double start = 0;
        for (double weight : usable) {
            ranges.add(new double[] {start, start + covered * weight});
            start += weight;
        }
        return ranges;
    }

    /** The ranges of an experiment's rule. */
    static List<double[]> ranges(JsonNode rule) {
        if (rule.path("ranges").isArray()) {
            return rangesIn(rule.path("ranges"));
        }
        double[] weights = rule.path("weights").isArray() ? numbers(rule.path("weights")) : null;
        return ranges(rule.path("variations").size(), rule.path("coverage").asDouble(1), weights);
    }

    static List<double[]> rangesIn(JsonNode list) {
        List<double[]> ranges = new ArrayList<>();
        list.forEach(range -> ranges.add(range(range.path(0), range.path(1))));
        return ranges;
    }

    private static double[] range(JsonNode from, JsonNode to) {
        return new double[] {from.asDouble(Double.NaN), to.asDouble(Double.NaN)};
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }
}
