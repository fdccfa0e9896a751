package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.UnitHash;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exposures and outcomes, put together as a batch holds them, and no more of them than a server takes at once. */
final class DrainedUnits {

    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_STAGE = 1_000;
    private static final long MOST_COUNT = 1_000_000_000;
    private static final double LARGEST_VALUE = 1e15;

    /** A batch's share of bytes, and what a unit or a group without its names is of them at most. */
    private static final int MOST_BYTES = 380_000;

    private static final int UNIT_BYTES = 60;
    private static final int EXPOSED_BYTES = 19;
    private static final int GROUP_BYTES = 120;

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
    private int bytes;

    /** Whether there is room for one more; what no server takes needs none. */
    boolean hasRoomFor(UnitLog.Waiting waiting) {
        return !isNamed(waiting)
                || exposures.size() < MOST_GROUPS
                        && outcomes.size() < MOST_GROUPS
                        && bytes + bytes(waiting) <= MOST_BYTES;
    }

    private static boolean isNamed(UnitLog.Waiting waiting) {
        String metric = waiting.kind.metric();
        return WireText.isKey(waiting.assignment.release())
                && WireText.isKey(metric == null ? waiting.assignment.region() : metric);
    }

    private static int bytes(UnitLog.Waiting waiting) {
        Assignment of = waiting.assignment;
        String metric = waiting.kind.metric();
        return UNIT_BYTES
                + GROUP_BYTES
                + WireText.bytes(of.release())
                + WireText.bytes(metric == null ? of.region() : metric);
    }

    /** Adds what is taken of the log. False where no server takes it. */
    boolean add(UnitLog.Waiting waiting) {
        long count = Math.min(waiting.take(), MOST_COUNT);
        Assignment of = waiting.assignment;
        String metric = waiting.kind.metric();
        if (!isNamed(waiting) || !(metric == null ? isTaken(of) : Math.abs(waiting.mean()) <= LARGEST_VALUE)) {
            return false;
        }
        String hash = UnitHash.of(of.release(), of.unit());
        if (metric == null) {
            exposed(new Exposed(of.release(), of.stage(), of.region(), of.arm().key()), hash);
        } else {
            boolean measured = waiting.kind.measured();
            reported(new Outcome(of.release(), metric, measured), hash, count, measured ? waiting.mean() : null);
        }
        return true;
    }

    private static boolean isTaken(Assignment of) {
        return of.stage() >= 0 && of.stage() <= MOST_STAGE;
    }

    private void exposed(Exposed of, String hash) {
        List<String> units = exposures.get(of);
        if (units == null) {
            units = new ArrayList<>();
            exposures.put(of, units);
            bytes += GROUP_BYTES + WireText.bytes(of.release) + WireText.bytes(of.region);
        }
        units.add(hash);
        bytes += EXPOSED_BYTES;
    }

    private void reported(Outcome of, String hash, long count, @Nullable Double value) {
        Units units = outcomes.get(of);
        if (units == null) {
            units = new Units();
            outcomes.put(of, units);
            bytes += GROUP_BYTES + WireText.bytes(of.release) + WireText.bytes(of.metric);
        }
        units.hashes.add(hash);
        units.counts.add(count);
        if (value != null) {
            units.values.add(value);
        }
        bytes += UNIT_BYTES;
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
