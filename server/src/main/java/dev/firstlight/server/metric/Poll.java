package dev.firstlight.server.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One metric of one release that Prometheus is asked for now.
 *
 * @param slot the time whose answer is wanted
 * @param warm whether what is counted now is left out
 */
record Poll(
        int release,
        long slot,
        String metric,
        PrometheusQuery query,
        String flag,
        String treatment,
        String control,
        int stage,
        List<String> regions,
        boolean warm,
        Instant openedAt) {

    /** A counter of one arm in one region. */
    record Counter(String region, boolean treated, boolean bad) {}

    /** The same in other regions. */
    Poll in(List<String> others) {
        return new Poll(release, slot, metric, query, flag, treatment, control, stage, others, warm, openedAt);
    }

    /** The queries of all of its counters. */
    Map<Counter, String> counters() {
        Map<Counter, String> all = new HashMap<>();
        for (String region : regions) {
            for (boolean treated : new boolean[] {true, false}) {
                all.put(new Counter(region, treated, true), filled(query.bad(), region, treated));
                all.put(new Counter(region, treated, false), filled(query.total(), region, treated));
            }
        }
        return all;
    }

    /** The query of its one value. */
    String threshold() {
        return Filling.fillAll(query.query() == null ? "" : query.query(), flag, treatment, regions);
    }

    private String filled(@org.jspecify.annotations.Nullable String promQl, String region, boolean treated) {
        return Filling.fill(
                promQl == null ? "" : promQl,
                flag,
                treated ? treatment : control,
                treated ? Arm.TREATMENT : Arm.CONTROL,
                region);
    }

    /** One series of a counter, as it stands. */
    record Standing(Counter counter, String series, double value) {}

    /** What the counters' series stand at; names that are long are kept by their hash. */
    static List<Standing> standings(Map<Counter, List<PrometheusApi.Series>> answers) {
        List<Standing> all = new ArrayList<>();
        answers.forEach((counter, series) -> series.forEach(one -> all.add(new Standing(
                counter, dev.firstlight.server.platform.Ids.hash(one.labels()).substring(0, 32), one.last()))));
        return all;
    }
}
