package dev.firstlight.server.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a release goes out.
 *
 * @param holdback the percentage of units that stay on the control in every treated region, for comparison, until a
 *     last stage of 100 %
 * @param rollback what a failed guard takes back
 * @param interaction what happens where another release could be mistaken for this one
 * @param service what the flag belongs to; releases of different services are not mistaken for each other
 * @param watch how long a failure still takes the release back once everyone has the treatment
 * @param origin the template or the kept plan that it was made from, such as {@code standard@3}; null for neither
 */
public record Plan(
        List<Stage> stages,
        List<PlannedGuard> guards,
        double holdback,
        Scope rollback,
        Interaction interaction,
        @Nullable String service,
        Duration watch,
        @Nullable String origin) {

    /** What is taken back where a guard fails. */
    public enum Scope {
        /** All of the release. */
        RELEASE,
        /** The one region in which it failed, until a second is suspicious. */
        REGION
    }

    /** What happens where another release shares a region and a metric with this one at the same time. */
    public enum Interaction {
        /** The release goes on and says so. */
        WARN,
        /** The younger of the two waits for the older to end. */
        WAIT
    }

    /** The same plan, with where it came from. */
    Plan from(String where) {
        return new Plan(stages, guards, holdback, rollback, interaction, service, watch, where);
    }

    public Stage stage(int index) {
        return stages.get(index);
    }

    /** The last of the stages that begin together with this one. */
    public int together(int index) {
        int last = index;
        while (last + 1 < stages.size() && stages.get(last + 1).parallel()) {
            last++;
        }
        return last;
    }

    /** The first of the stages that begin together with this one. */
    public int first(int index) {
        int first = index;
        while (first > 0 && stages.get(first).parallel()) {
            first--;
        }
        return first;
    }

    /** What must hold before what follows the stages that begin together, of which this is the last. */
    public Stage joined(int last) {
        Stage all = stages.get(first(last));
        for (int i = first(last) + 1; i <= last; i++) {
            all = all.and(stages.get(i));
        }
        return all;
    }

    public boolean isLast(int stage) {
        return stage == stages.size() - 1;
    }

    public List<String> metrics() {
        return guards.stream().map(PlannedGuard::metric).toList();
    }
}
