package dev.firstlight.server.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What several batches report of units, in the order in which they came: exposures by cell, outcomes each unit and metric
 * once.
 *
 * @param reported how many units each release was reported, of those that are kept
 */
record Gathered(
        List<Exposed> exposed,
        Map<Outcome, Said> outcomes,
        Set<CellKey> cells,
        Set<MetricKey> metrics,
        Map<Integer, Long> reported) {
    private static final int DECIMALS = 12;

    /**
     * A release that is measured.
     *
     * @param no its number
     * @param warm whether units that arrive are left out of the comparison
     * @param halvings units of a lower level are passed over
     */
    record Measured(int no, long environmentId, boolean warm, int halvings) {}

    record CellKey(int release, int stage, boolean treated, String region, int level) {}

    record MetricKey(int release, String metric) {}

    /**
     * A unit was served an arm.
     *
     * @param cell null where that was during a warm-up
     */
    record Exposed(int release, long unit, @Nullable CellKey cell) {}

    record Outcome(MetricKey metric, long unit) {}

    /** What was reported of a metric for one unit: how often, and where it measured, the values. */
    static final class Said {
        long happened;
        long measured;
        BigDecimal total = BigDecimal.ZERO;
        short first;
    }

    static Gathered of(List<Reported> batches, Map<String, Measured> measured) {
        Gathered all = new Gathered(
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new HashMap<>());
        for (Reported batch : batches) {
            for (Reported.Exposed one : batch.exposed()) {
                Measured release = measured.get(one.release());
                if (release != null && release.environmentId() == batch.environmentId()) {
                    all.add(release, one);
                }
            }
            for (Reported.Happened one : batch.happened()) {
                Measured release = measured.get(one.release());
                if (release != null && release.environmentId() == batch.environmentId()) {
                    all.add(release, one);
                }
            }
        }
        return all;
    }

    private void add(Measured release, Reported.Exposed one) {
        CellKey[] byLevel = new CellKey[UnitNumbers.LEVELS + 1];
        for (long unit : one.units()) {
            int level = UnitNumbers.level(unit);
            if (level < release.halvings()) {
                continue;
            }
            if (!release.warm() && byLevel[level] == null) {
                byLevel[level] = new CellKey(release.no(), one.stage(), one.treated(), one.region(), level);
                cells.add(byLevel[level]);
            }
            exposed.add(new Exposed(release.no(), unit, byLevel[level]));
            reported.merge(release.no(), 1L, Long::sum);
        }
    }

    private void add(Measured release, Reported.Happened one) {
        MetricKey metric = new MetricKey(release.no(), one.metric());
        double[] values = one.values();
        for (int i = 0; i < one.units().length; i++) {
            long unit = one.units()[i];
            if (UnitNumbers.level(unit) < release.halvings()) {
                continue;
            }
            metrics.add(metric);
            reported.merge(release.no(), 1L, Long::sum);
            Said said = outcomes.computeIfAbsent(new Outcome(metric, unit), key -> new Said());
            said.happened += one.count(i);
            if (values != null) {
                if (said.measured == 0) {
                    said.first = Times.bucket(values[i]);
                }
                said.measured += one.count(i);
                said.total = said.total.add(exact(values[i]).multiply(BigDecimal.valueOf(one.count(i))));
            }
        }
    }

    /** The shortest decimal that is this number, to a millionth of a millionth: sums of decimals do not depend on their order. */
    private static BigDecimal exact(double value) {
        BigDecimal decimal = BigDecimal.valueOf(value);
        return decimal.scale() > DECIMALS ? decimal.setScale(DECIMALS, RoundingMode.HALF_EVEN) : decimal;
    }
}
