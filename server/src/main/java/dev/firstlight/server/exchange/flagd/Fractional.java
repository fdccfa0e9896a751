package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Refused;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fractional}: variants by weight. Only the proportion of the weights counts, so they are divided by what they
 * have in common before they are held against the number of buckets.
 *
 * @param by the attribute that names the unit
 * @param salt what stands before the unit
 * @param emptyUnit whether a missing attribute is the empty text rather than no unit at all
 * @param parts variants with weights above 0, in order
 */
record Fractional(String by, String salt, boolean emptyUnit, List<Part> parts) {

    /** A variant and its weight. */
    record Part(String variant, long weight) {}

    static Fractional read(Logic logic, String flag) {
        JsonNode first = logic.arg(0);
        int from = first.isArray() ? 0 : 1;
        List<Part> parts = new ArrayList<>();
        for (int i = from; i < logic.args().size(); i++) {
            Part part = part(logic.arg(i), logic.at(i));
            if (part.weight() > 0) {
                parts.add(part);
            }
        }
        if (from == 0) {
            return new Fractional(Context.TARGETING_KEY, flag, false, reduced(parts, logic));
        }
        Logic seed = Logic.of(first, logic.at(0));
        String name = seed == null ? null : Logic.variable(first, logic.at(0));
        if (name != null) {
            return new Fractional(name, "", false, reduced(parts, logic));
        }
        if (seed == null || !seed.op().equals("cat") || seed.args().isEmpty()) {
            throw new Refused(logic.at(0), "Bucket by an attribute, or by 'cat' of texts and an attribute at the end.");
        }
        return concatenated(seed, flag, reduced(parts, logic));
    }

    private static Fractional concatenated(Logic seed, String flag, List<Part> parts) {
        StringBuilder salt = new StringBuilder();
        int last = seed.args().size() - 1;
        for (int i = 0; i < last; i++) {
            String text = Logic.constant(seed.arg(i), seed.at(i), flag);
            if (text == null) {
                throw new Refused(seed.at(i), "Only texts and the flag's key can stand before the attribute.");
            }
            salt.append(text);
        }
        String by = Logic.variable(seed.arg(last), seed.at(last));
        if (by == null || by.startsWith("$")) {
            throw new Refused(seed.at(last), "End with the attribute to bucket by.");
        }
        return new Fractional(by, salt.toString(), true, parts);
    }

    private static Part part(JsonNode entry, String pointer) {
        JsonNode variant = entry.path(0);
        JsonNode weight = entry.path(1);
        boolean named = variant.isTextual() || variant.isBoolean();
        boolean weighted = weight.isMissingNode()
                || (weight.isIntegralNumber() && weight.canConvertToInt() && weight.intValue() >= 0);
        if (!entry.isArray() || entry.size() > 2 || !named || !weighted) {
            throw new Refused(pointer, "Write a variant's name and a whole weight, [\"on\", 50].");
        }
        return new Part(variant.asText(), weight.isMissingNode() ? 1 : weight.intValue());
    }

    private static List<Part> reduced(List<Part> parts, Logic logic) {
        BigInteger common =
                parts.stream().map(part -> BigInteger.valueOf(part.weight())).reduce(BigInteger.ZERO, BigInteger::gcd);
        List<Part> reduced = parts.stream()
                .map(part -> new Part(part.variant(), part.weight() / common.longValueExact()))
                .toList();
        if (total(reduced) > Bucketing.BUCKETS) {
            throw new Refused(
                    logic.pointer(), "The weights divide units finer than into 100000 parts; use smaller weights.");
        }
        return reduced;
    }

    static long total(List<Part> parts) {
        return parts.stream().mapToLong(Part::weight).sum();
    }

    Hash hash() {
        return new Hash("flagd", 0, (int) total(parts));
    }

    Serve.Split split() {
        List<Range> ranges = new ArrayList<>();
        long sum = 0;
        long total = total(parts);
        for (Part part : parts) {
            sum += part.weight();
            ranges.add(new Range((int) ((sum * Bucketing.BUCKETS + total - 1) / total), part.variant()));
        }
        return new Serve.Split(by, hash(), salt, List.of(), ranges);
    }

    /** The variant of a unit. */
    String variantOf(String unit) {
        int bucket = hash().bucket(salt, unit);
        return split().ranges().stream()
                .filter(range -> bucket < range.to())
                .findFirst()
                .orElseThrow()
                .variant();
    }

    /** Holds where there is a unit. */
    Condition hasUnit() {
        return new Condition.InBucket(by, hash(), salt, 0, Bucketing.BUCKETS);
    }
}
