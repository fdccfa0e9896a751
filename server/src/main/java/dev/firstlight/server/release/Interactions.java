package dev.firstlight.server.release;

import dev.firstlight.server.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which releases could be mistaken for one another: one moves a metric, and the other's guard sees it. */
final class Interactions {
    private Interactions() {}

    /** Another release that treats units in the same regions while its guards look at the same metrics. */
    record Shared(String release, String flag, Set<String> regions, Set<String> metrics) {

        String words() {
            return "release " + release + " of " + flag + " (" + String.join(", ", regions) + "; "
                    + String.join(", ", metrics) + ")";
        }
    }

    /**
     * What a release shares with others in a stage.
     *
     * @param stage the one that it is in, or is to begin
     * @param others releases that run in the same environment
     */
    static List<Shared> of(ReleaseEntity release, int stage, List<ReleaseEntity> others) {
        Plan plan = release.plan();
        Set<String> regions = release.standing().at(stage).keySet();
        List<Shared> shared = new ArrayList<>();
        for (ReleaseEntity other : others) {
            Plan theirs = other.plan();
            Set<String> where = both(regions, other.standing().at(other.stage).keySet());
            Set<String> metrics = both(Set.copyOf(plan.metrics()), Set.copyOf(theirs.metrics()));
            if (!where.isEmpty() && !metrics.isEmpty() && sameService(plan, theirs)) {
                shared.add(new Shared(other.id, other.flag, where, metrics));
            }
        }
        return shared;
    }

    /** A release that does not say what it belongs to may belong to anything. */
    private static boolean sameService(Plan one, Plan other) {
        String mine = one.service();
        String theirs = other.service();
        return mine == null || theirs == null || mine.equals(theirs);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }
}
