package dev.firstlight.server.release;

import java.util.List;

/**
 * How a release goes out.
 *
 * @param holdback the percentage of units that stay on the control in every treated region, for comparison, until a
 *     last stage of 100 %
 */
record Plan(List<Stage> stages, List<PlannedGuard> guards, double holdback) {

    /** A metric that must not get worse by more than the margin: 0.5 is one and a half times the control's rate. */
    record PlannedGuard(String metric, double margin) {}

    Stage stage(int index) {
        return stages.get(index);
    }

    boolean isLast(int stage) {
        return stage == stages.size() - 1;
    }

    List<String> metrics() {
        return guards.stream().map(PlannedGuard::metric).toList();
    }
}
