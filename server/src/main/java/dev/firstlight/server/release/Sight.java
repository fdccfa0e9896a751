package dev.firstlight.server.release;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.SplitPlan;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Makes of all that is known of a release what its machine looks at. */
final class Sight {
    private Sight() {}

    static Readings of(
            ReleaseEntity release, List<Judgement> judgements, Receipts.Summary receipts, Signs signs, Instant now) {
        Plan plan = release.plan();
        SplitPlan split = release.standing();
        return new Readings(
                judgements,
                receipts,
                enough(plan, split, release.stage, judgements),
                silent(plan, split, release.stage, judgements),
                Set.copyOf(split.at(release.stage).keySet()),
                signs,
                now);
    }

    /**
     * Whether the plan's least numbers of treated units have been measured: in the whole release, or, of stages that
     * began together, of each in the regions that it added to.
     */
    private static boolean enough(Plan plan, SplitPlan split, int last, List<Judgement> judgements) {
        int first = plan.first(last);
        if (first == last) {
            long treated =
                    judgements.stream().mapToLong(Judgement::treated).max().orElse(0);
            return treated >= plan.stage(last).gates().minUnits();
        }
        for (int i = first; i <= last; i++) {
            Set<String> regions = split.raised(i);
            if (!regions.isEmpty()
                    && treated(judgements, regions, last)
                            < plan.stage(i).gates().minUnits()) {
                return false;
            }
        }
        return true;
    }

    private static long treated(List<Judgement> judgements, Set<String> regions, int stage) {
        return judgements.stream()
                .mapToLong(j -> j.strata().stream()
                        .filter(s -> s.stage() == stage && regions.contains(s.region()))
                        .mapToLong(s -> s.treatmentState().units())
                        .sum())
                .max()
                .orElse(0);
    }

    /** What other regions showed says nothing about regions that nobody has been measured in. */
    private static boolean silent(Plan plan, SplitPlan split, int stage, List<Judgement> judgements) {
        Set<String> added = split.added(plan.first(stage), stage);
        return !added.isEmpty()
                && judgements.stream().filter(Judgement::measures).anyMatch(j -> j.strata().stream()
                        .noneMatch(s ->
                                added.contains(s.region()) && s.treatmentState().units() > 0));
    }
}
