package dev.firstlight.server.otlp;

import dev.firstlight.server.metric.OtlpQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One metric of one release that counts what is pushed.
 *
 * @param release the number of what is measured
 * @param metric the metric's key
 * @param regions those that were reached
 * @param warm whether what is counted now is left out
 */
record Watched(
        int release,
        String metric,
        OtlpQuery query,
        String flag,
        String treatment,
        String control,
        int stage,
        Set<String> regions,
        boolean warm) {

    private static final String FLAG = "feature_flag.key";

    /** A point of one of its counters. */
    record Counted(String region, boolean treated, boolean bad, Point point) {

        private record Series(String region, boolean treated, boolean bad, String series) {}

        private Series series() {
            return new Series(region, treated, bad, point.series());
        }
    }

    /** The names of the metrics it counts. */
    Set<String> names() {
        return Stream.of(query.bad(), query.total())
                .map(OtlpQuery.Points::metric)
                .collect(Collectors.toSet());
    }

    /** Its points, the earlier first; in each round every series once. */
    List<List<Counted>> rounds(List<Point> points) {
        List<List<Counted>> rounds = new ArrayList<>();
        List<Set<Counted.Series>> seen = new ArrayList<>();
        for (Counted one : counted(points)) {
            int round = 0;
            while (round < seen.size() && !seen.get(round).add(one.series())) {
                round++;
            }
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
                seen.add(new HashSet<>(Set.of(one.series())));
            }
            rounds.get(round).add(one);
        }
        return rounds;
    }

    private List<Counted> counted(List<Point> points) {
        List<Counted> counted = new ArrayList<>();
        for (Point point : points) {
            String variant = point.attributes().get(query.variantAttribute());
            String region = point.attributes().get(query.regionAttribute());
            boolean treated = treatment.equals(variant);
            if (region == null
                    || !regions.contains(region)
                    || !(treated || control.equals(variant))
                    || !flag.equals(point.attributes().getOrDefault(FLAG, flag))) {
                continue;
            }
            if (isOf(query.total(), point)) {
                counted.add(new Counted(region, treated, false, point));
            }
            if (isOf(query.bad(), point)) {
                counted.add(new Counted(region, treated, true, point));
            }
        }
        counted.sort(Comparator.comparingLong(one -> one.point().at()));
        return counted;
    }

    private static boolean isOf(OtlpQuery.Points wanted, Point point) {
        Map<String, String> where = wanted.where() == null ? Map.of() : wanted.where();
        return wanted.metric().equals(point.metric())
                && where.entrySet().stream().allMatch(one -> {
                    String text = point.attributes().get(one.getKey());
                    return text != null && matches(one.getValue(), text);
                });
    }

    /** Whether a text is as a pattern says, where {@code *} stands for any text. */
    static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        String last = parts[parts.length - 1];
        int at = parts[0].length();
        if (!text.startsWith(parts[0]) || text.length() < at + last.length() || !text.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= text.length() - last.length();
    }
}
