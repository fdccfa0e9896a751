package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Hash;
import dev.firstlight.server.exchange.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a rule or filter does with every place of its hash. There are few places, so each is tried by GrowthBook's own
 * arithmetic, and no boundary is rounded.
 *
 * @param by the attribute that names the unit, as it is called there
 * @param choices for a place, which variation has it; 0 is what a rule forces or a filter lets through
 */
record Placement(String by, String seed, int version, DoubleToIntFunction choices) {

    /** The choice for places that are left to the next rule. */
    static final int NOBODY = -1;

    /** The attribute that names the unit where a rule names none. */
    static final String ID = "id";

    /**
     * Neighbouring buckets with the same choice.
     *
     * @param from the first of them
     * @param to the first after them
     */
    record Run(int from, int to, int choice) {}

    static Placement of(String feature, JsonNode rule) {
        boolean forces = rule.has("force");
        String seed = text(rule, "seed", forces ? feature : text(rule, "key", feature));
        int version = version(rule, 1);
        String by = attribute(rule.path("hashAttribute"));
        if (forces) {
            return new Placement(by, seed, version, place -> included(rule, place) ? 0 : NOBODY);
        }
        List<double[]> ranges = Allotment.ranges(rule);
        return new Placement(by, seed, version, place -> chosen(rule, Allotment.choose(place, ranges)));
    }

    static Placement ofFilter(JsonNode filter) {
        List<double[]> ranges = Allotment.rangesIn(filter.path("ranges"));
        return new Placement(
                attribute(filter.path("attribute")),
                filter.path("seed").asText(),
                version(filter, 2),
                place -> Math.min(Allotment.choose(place, ranges), 0));
    }

    static Placement ofNamespace(JsonNode rule) {
        List<double[]> range = List.of(new double[] {
            rule.path("namespace").path(1).asDouble(),
            rule.path("namespace").path(2).asDouble()
        });
        return new Placement(
                attribute(rule.path("hashAttribute")),
                Allotment.salt(rule.path("namespace")),
                1,
                place -> Allotment.choose(place, range));
    }

    static boolean hasNamespace(JsonNode rule) {
        return rule.path("filters").isMissingNode() && rule.path("namespace").isArray();
    }

    /** Whether a rule forces its value without asking for the unit. */
    static boolean everybody(JsonNode rule) {
        return !rule.path("range").isArray() && !rule.path("coverage").isNumber();
    }

    private static boolean included(JsonNode rule, double place) {
        JsonNode range = rule.path("range");
        double coverage = rule.path("coverage").asDouble();
        return range.isArray()
                ? Allotment.within(
                        place,
                        new double[] {range.path(0).asDouble(), range.path(1).asDouble()})
                : coverage != 0 && place <= coverage;
    }

    private static int chosen(JsonNode rule, int choice) {
        int variations = rule.path("variations").size();
        boolean none = variations < 2
                || choice >= variations
                || rule.path("meta").path(choice).path("passthrough").asBoolean();
        return none ? NOBODY : choice;
    }

    private static String text(JsonNode of, String name, String otherwise) {
        String text = of.path(name).asText();
        return text.isEmpty() ? otherwise : text;
    }

    private static int version(JsonNode of, int otherwise) {
        int version = of.path("hashVersion").asInt();
        return version == 0 ? otherwise : version;
    }

    static String attribute(JsonNode named) {
        return named.asText("").isEmpty() || named.isNull() ? ID : named.asText();
    }

    int choice(String unit) {
        double place = Allotment.place(seed, unit, version);
        return Double.isNaN(place) ? NOBODY : choices.applyAsInt(place);
    }

    boolean holds(@Nullable String unit) {
        return unit != null && choice(unit) != NOBODY;
    }

    /** All buckets, from the first to the last; none where there is no such version of the hash. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int places = Allotment.places(version);
        int from = 0;
        for (int k = 1; k <= places; k++) {
            int choice = choices.applyAsInt((k - 1) / (double) places);
            if (k == places || choice != choices.applyAsInt(k / (double) places)) {
                int to = k * (Bucketing.BUCKETS / places);
                runs.add(new Run(from, to, choice));
                from = to;
            }
        }
        return runs;
    }

    Hash hash() {
        return new Hash("growthbook-" + version, 0, Hash.PERCENT);
    }

    /** The unit's attribute here: what GrowthBook calls {@code id} is the targeting key. */
    String attribute() {
        return by.equals(ID) ? Context.TARGETING_KEY : by;
    }

    /** Holds for the units with certain choices; an empty text and 0 are no units there. */
    Condition among(IntPredicate wanted) {
        List<Condition> any = new ArrayList<>();
        for (Run run : runs()) {
            if (wanted.test(run.choice())) {
                any.add(new Condition.InBucket(attribute(), hash(), seed, run.from(), run.to()));
            }
        }
        return any.isEmpty()
                ? Conditions.NEVER
                : new Condition.All(List.of(
                        Conditions.any(any), Conditions.not(Conditions.leaf(attribute(), "in", List.of("", 0d)))));
    }

    Condition among() {
        return among(choice -> choice != NOBODY);
    }
}
