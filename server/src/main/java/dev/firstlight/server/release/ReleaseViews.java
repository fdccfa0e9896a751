package dev.firstlight.server.release;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Comparison;
import dev.firstlight.server.guard.GuardSentence;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts together what a release shows. */
final class ReleaseViews {
    private ReleaseViews() {}

    /** All there is to know of one release; in a list some of it is left empty. */
    record Parts(
            List<String> regions,
            List<Judgement> judgements,
            Map<String, List<Samples.Sample>> history,
            Receipts.@Nullable Summary receipts,
            Gates gates,
            List<ReleaseEventEntity> events) {}

    /** What people and CI said, and what else moves the same metrics; in a list left empty. */
    record Gates(
            List<GateRows.Approved> approvals, List<GateRows.Check> checks, List<Interactions.Shared> interactions) {
        static final Gates NONE = new Gates(List.of(), List.of(), List.of());
    }

    static ReleaseView of(ReleaseEntity r, Parts parts) {
        return new ReleaseView(
                r.id,
                r.name,
                r.environment,
                r.flag,
                r.treatment,
                r.control,
                r.state,
                r.step,
                r.stage,
                r.version,
                Json.read(r.plan),
                r.revision,
                r.sentence,
                r.createdAt,
                r.startedAt,
                r.endedAt,
                r.acknowledgedAt,
                r.startedBy,
                r.startAt,
                r.startOn(),
                regions(r, parts.regions()),
                parts.judgements().stream()
                        .map(j ->
                                guard(j, parts.history().getOrDefault(j.guard().metric(), List.of()), watched(r)))
                        .toList(),
                parts.receipts(),
                parts.gates().approvals().stream()
                        .map(one -> new ReleaseView.Approval(one.person(), one.at()))
                        .toList(),
                parts.gates().checks(),
                parts.gates().interactions(),
                parts.events().stream().map(ReleaseViews::event).toList());
    }

    private static List<ReleaseView.Region> regions(ReleaseEntity r, List<String> ofProject) {
        SplitPlan split = r.split();
        TreeSet<String> all = new TreeSet<>(ofProject);
        split.percents().forEach(stage -> all.addAll(stage.keySet()));
        return all.stream().map(region -> region(r, split, region)).toList();
    }

    private static ReleaseView.Region region(ReleaseEntity r, SplitPlan split, String region) {
        Integer first = split.firstStage(region);
        boolean reached = first != null && first <= r.stage && r.startedAt != null;
        if (r.state == State.COMPLETED) {
            return new ReleaseView.Region(region, 100, first, ReleaseView.Status.COMPLETED);
        }
        if (!reached) {
            return new ReleaseView.Region(region, 0, first, ReleaseView.Status.UNTOUCHED);
        }
        return r.state.live() && !r.out().contains(region)
                ? new ReleaseView.Region(
                        region, split.at(r.stage).getOrDefault(region, 0.0), first, ReleaseView.Status.TREATED)
                : new ReleaseView.Region(region, 0, first, ReleaseView.Status.ROLLED_BACK);
    }

    /** How long the counters took to become what they are. */
    private static Duration watched(ReleaseEntity r) {
        Instant from = r.startedAt == null ? r.createdAt : r.startedAt;
        Duration watched = Duration.between(from, r.tickedAt);
        return watched.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : watched;
    }

    private static ReleaseView.GuardState guard(Judgement j, List<Samples.Sample> history, Duration watched) {
        Comparison c = Comparison.of(j);
        return new ReleaseView.GuardState(
                j.guard().metric(),
                j.guard().name(),
                j.measured().word(),
                j.guard().role(),
                j.verdict(),
                j.cause(),
                j.evidence(),
                j.holdAt(),
                j.rollbackAt(),
                j.passEvidence(),
                c.treatment(),
                c.control(),
                ReleaseView.Band.of(c.difference(), c.confidence()),
                ReleaseView.Band.of(c.ratio(), c.confidence()),
                c.limit(),
                j.verdict() == Verdict.UNDECIDED ? j.passesIn(watched) : null,
                GuardSentence.of(j),
                j.strata().stream().map(ReleaseViews::stratum).toList(),
                history);
    }

    private static ReleaseView.StratumState stratum(Stratum s) {
        return new ReleaseView.StratumState(
                s.region(), s.stage(), s.share(), s.treatmentState(), s.controlState(), Judgement.evidence(s));
    }

    private static ReleaseView.Event event(ReleaseEventEntity e) {
        String decision = e.decision;
        return new ReleaseView.Event(
                e.at, e.kind, decision == null ? null : Decision.Kind.valueOf(decision), e.stage, e.sentence, e.actor);
    }
}
