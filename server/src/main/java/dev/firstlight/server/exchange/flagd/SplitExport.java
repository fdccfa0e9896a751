package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Context;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a split becomes. flagd hashes one text, as {@code murmur3} here does with a colon between salt and unit, and both
 * divide in proportion: so a split of either hash is a {@code fractional}, bucket for bucket.
 */
final class SplitExport {

    private final String flag;
    private final Serve.Split split;
    private final String salt;
    private final String defaultVariant;
    private final LogicExport logic;

    SplitExport(String flag, String flagSalt, Serve.Split split, String defaultVariant, LogicExport logic) {
        this.flag = flag;
        this.split = split;
        this.salt = split.salt() == null ? flagSalt : split.salt();
        this.defaultVariant = defaultVariant;
        this.logic = logic;
    }

    private record Part(String variant, long weight) {}

    /** One variant's name, or the operation that chooses one. */
    JsonNode write(List<Range> ranges, String pointer) {
        List<Part> parts = parts(ranges, pointer);
        String last = ranges.get(ranges.size() - 1).variant();
        if (parts.stream().allMatch(part -> part.variant().equals(last))) {
            return Json.node(last);
        }
        JsonNode unit = logic.unit(split.by(), pointer + "/by");
        ObjectNode fractional = Json.object();
        ArrayNode args = fractional.putArray("fractional");
        boolean concatenated = unit(args, unit, pointer);
        long common = parts.stream()
                .map(part -> BigInteger.valueOf(part.weight()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .longValueExact();
        parts.forEach(part -> args.addArray().add(part.variant()).add(part.weight() / common));
        if (last.equals(defaultVariant) && !concatenated) {
            return fractional;
        }
        // A unit that is missing would be bucketed as an empty text, or be served the flag's default.
        return Json.object()
                .set(
                        "if",
                        Json.list()
                                .add(LogicExport.isText(unit))
                                .add(fractional)
                                .add(last));
    }

    /** Whether it is made of texts, so that it is there even where the attribute is not. */
    private boolean unit(ArrayNode args, JsonNode unit, String pointer) {
        String prefix =
                switch (split.hash().name()) {
                    case "flagd" -> salt;
                    case "murmur3" -> salt + ':';
                    default ->
                        throw new Refused(
                                pointer + "/hash",
                                "flagd does not bucket by '" + split.hash().name()
                                        + "', so units would move. Finish the rollout, or take the hash 'flagd'.");
                };
        if (prefix.equals(flag) && split.by().equals(Context.TARGETING_KEY)) {
            return false;
        }
        if (prefix.isEmpty()) {
            args.add(unit);
            return false;
        }
        args.add(Json.object().set("cat", Json.list().add(prefix).add(unit)));
        return true;
    }

    private List<Part> parts(List<Range> ranges, String pointer) {
        int of = split.hash().name().equals("flagd") ? split.hash().of() : Bucketing.BUCKETS;
        List<Part> parts = new ArrayList<>();
        long before = 0;
        for (Range range : ranges) {
            if (range.to() <= 0) {
                throw new Refused(pointer + "/ranges", "A range ends at no bucket; correct it first.");
            }
            // How many of flagd's parts begin in a bucket below the range's end.
            long end = (range.to() - 1L) * of / Bucketing.BUCKETS + 1;
            if (end > before) {
                parts.add(new Part(range.variant(), end - before));
            }
            before = end;
        }
        return parts;
    }
}
