package dev.firstlight.server.targeting;

import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of a flag in words. */
final class Words {

    private Words() {}

    static String serve(Serve serve) {
        if (serve instanceof Serve.Variant one) {
            return "\"" + one.variant() + "\"";
        }
        if (!(serve instanceof Serve.Split split)) {
            return "something this version does not know";
        }
        StringBuilder words = new StringBuilder();
        for (RegionalRanges entry : split.regions()) {
            words.append(shares(entry.ranges()))
                    .append(" in ")
                    .append(String.join(", ", entry.in()))
                    .append(", ");
        }
        words.append(shares(split.ranges()));
        return split.regions().isEmpty()
                ? words.toString()
                : words.append(" elsewhere").toString();
    }

    private static String shares(List<Range> ranges) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        int from = 0;
        for (Range range : ranges) {
            weights.merge(range.variant(), range.to() - from, Integer::sum);
            from = range.to();
        }
        return weights.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "\" to " + percent(one.getValue()))
                .collect(Collectors.joining(" and "));
    }

    static String percent(int buckets) {
        BigDecimal percent = BigDecimal.valueOf(100L * buckets)
                .divide(BigDecimal.valueOf(Bucketing.BUCKETS))
                .stripTrailingZeros();
        return percent.toPlainString() + " %";
    }

    static String rule(Rule rule) {
        return "\"" + (rule.note() == null || rule.note().isBlank() ? rule.id() : rule.note()) + "\"";
    }

    static String list(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" or "));
    }

    static String some(List<String> names, int most) {
        String first = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() <= most ? first : first + " and " + (names.size() - most) + " more";
    }
}
