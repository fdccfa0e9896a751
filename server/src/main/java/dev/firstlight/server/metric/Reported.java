package dev.firstlight.server.metric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it is written: its units are numbers.
 *
 * @param environmentId whose key brought it
 * @param size how many units it names
 */
record Reported(
        long environmentId,
        String instance,
        long seq,
        List<Exposed> exposed,
        List<Happened> happened,
        List<TelemetryBatch.Evaluations> evaluations,
        int size) {

    /** Units that were served an arm. */
    record Exposed(String release, int stage, String region, boolean treated, long[] units) {}

    /**
     * Units that reported a metric.
     *
     * @param counts how often; null where each did once
     */
    record Happened(String release, String metric, long[] units, double @Nullable [] values, long @Nullable [] counts) {

        long count(int i) {
            return counts == null ? 1 : counts[i];
        }
    }

    /** What a batch says; refused where it says what cannot be. */
    static Reported of(long environmentId, TelemetryBatch batch) {
        List<Exposed> exposed = new ArrayList<>();
        List<Happened> happened = new ArrayList<>();
        int size = 0;
        for (TelemetryBatch.Exposures one : orEmpty(batch.exposures())) {
            String pointer = "/exposures/" + exposed.size();
            exposed.add(new Exposed(
                    one.release(),
                    one.stage(),
                    one.region(),
                    one.arm().equals("treatment"),
                    UnitNumbers.units(one.units(), pointer)));
            size += one.units().size();
        }
        for (TelemetryBatch.Outcomes one : orEmpty(batch.outcomes())) {
            String pointer = "/outcomes/" + happened.size();
            happened.add(new Happened(
                    one.release(),
                    one.metric(),
                    UnitNumbers.units(one.units(), pointer),
                    UnitNumbers.values(one.values(), one.units().size(), pointer),
                    UnitNumbers.counts(one.counts(), one.units().size(), pointer)));
            size += one.units().size();
        }
        return new Reported(
                environmentId, batch.instance(), batch.seq(), exposed, happened, orEmpty(batch.evaluations()), size);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
