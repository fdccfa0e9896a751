package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.UnitHash;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Exposures and outcomes, put together as a batch holds them. */
final class DrainedUnits {

    private record Exposed(String release, int stage, String region, String arm) {}

    private record Outcome(String release, String metric, boolean measured) {}

    private static final class Units {
        final List<String> hashes = new ArrayList<>();
        final List<Double> values = new ArrayList<>();
        final List<Long> counts = new ArrayList<>();

        /** None where each is one, as they mostly are. */
        List<Long> counts() {
            return counts.stream().allMatch(count -> count == 1) ? List.of() : counts;
        }
    }

    private final Map<Exposed, List<String>> exposures = new LinkedHashMap<>();
    private final Map<Outcome, Units> outcomes = new LinkedHashMap<>();

    void add(UnitLog.Waiting waiting) {
        Assignment of = waiting.assignment;
        String hash = UnitHash.of(of.release(), of.unit());
        String metric = waiting.kind.metric();
        if (metric == null) {
            Exposed exposed =
                    new Exposed(of.release(), of.stage(), of.region(), of.arm().key());
            exposures.computeIfAbsent(exposed, key -> new ArrayList<>()).add(hash);
            return;
        }
        boolean measured = waiting.kind.measured();
        Units units = outcomes.computeIfAbsent(new Outcome(of.release(), metric, measured), key -> new Units());
        units.hashes.add(hash);
        units.counts.add(waiting.take());
        if (measured) {
            units.values.add(waiting.mean());
        }
    }

    boolean isEmpty() {
        return exposures.isEmpty() && outcomes.isEmpty();
    }

    List<TelemetryBatch.Exposures> exposures() {
        List<TelemetryBatch.Exposures> list = new ArrayList<>();
        exposures.forEach((of, units) ->
                list.add(new TelemetryBatch.Exposures(of.release(), of.stage(), of.region(), of.arm(), units)));
        return list;
    }

    List<TelemetryBatch.Outcomes> outcomes() {
        List<TelemetryBatch.Outcomes> list = new ArrayList<>();
        outcomes.forEach((of, units) -> list.add(
                new TelemetryBatch.Outcomes(of.release(), of.metric(), units.hashes, units.values, units.counts())));
        return list;
    }
}
