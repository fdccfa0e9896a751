package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.metric.Times;
import dev.firstlight.server.metric.UnitMeans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Cuts counters into strata: one region in one stage, both arms. Cells that no share is planned for are left out. */
final class Cells {
    private static final List<Long> NO_TIMES =
            Collections.unmodifiableList(Collections.nCopies(Times.BOUNDS.size() + 1, 0L));
    private static final UnitMeans NO_MEANS = new UnitMeans(0, 0, 0);

    private Cells() {}

    static List<MeanStratum> means(Map<Cell, UnitMeans> cells, List<Map<String, Double>> shares) {
        return cut(shares, (cell, share) -> {
            UnitMeans treatment = at(cells, cell, Arm.TREATMENT, NO_MEANS);
            UnitMeans control = at(cells, cell, Arm.CONTROL, NO_MEANS);
            return treatment.units() + control.units() == 0
                    ? List.of()
                    : List.of(
                            new MeanStratum(cell.region(), cell.stage(), share, moments(treatment), moments(control)));
        });
    }

    static List<LatencyStratum> times(Map<Cell, List<Long>> cells, List<Map<String, Double>> shares) {
        return cut(shares, (cell, share) -> {
            Histogram treatment = new Histogram(Times.BOUNDS, at(cells, cell, Arm.TREATMENT, NO_TIMES));
            Histogram control = new Histogram(Times.BOUNDS, at(cells, cell, Arm.CONTROL, NO_TIMES));
            return treatment.units() + control.units() == 0
                    ? List.of()
                    : List.of(new LatencyStratum(cell.region(), cell.stage(), share, treatment, control));
        });
    }

    private static <T> List<T> cut(List<Map<String, Double>> shares, BiFunction<Cell, Double, List<T>> stratum) {
        List<T> strata = new ArrayList<>();
        for (int stage = 0; stage < shares.size(); stage++) {
            for (Map.Entry<String, Double> share : shares.get(stage).entrySet()) {
                strata.addAll(stratum.apply(new Cell(share.getKey(), stage, Arm.CONTROL), share.getValue()));
            }
        }
        return strata;
    }

    private static <T> T at(Map<Cell, T> cells, Cell cell, Arm arm, T otherwise) {
        return cells.getOrDefault(new Cell(cell.region(), cell.stage(), arm), otherwise);
    }

    private static Moments moments(UnitMeans means) {
        return new Moments(means.units(), means.sum(), means.sumOfSquares());
    }
}
