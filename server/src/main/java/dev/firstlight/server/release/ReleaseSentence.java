package dev.firstlight.server.release;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Figures;
import dev.firstlight.server.guard.GuardSentence;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.plan.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what happened to a release and why. */
final class ReleaseSentence {
    private ReleaseSentence() {}

    static String drafted(ReleaseFacts facts) {
        return "Drafted %s: \"%s\" instead of \"%s\", in %d stages."
                .formatted(
                        facts.flag(),
                        facts.treatment(),
                        facts.control(),
                        facts.plan().stages().size());
    }

    /** What the machine decided; {@code before} is where the release stood, {@code startedAt} when it began. */
    static String decided(
            ReleaseFacts facts, Progress before, Decision decision, Readings readings, Instant startedAt) {
        return switch (decision.kind()) {
            case ROLL_BACK -> rolledBack(facts, before, decision, readings, startedAt);
            case ADVANCE ->
                before.state().ahead()
                        ? started(facts) + cause(facts)
                        : advanced(facts, decision.next().stage()) + because(readings.judgements()) + ".";
            case COMPLETE -> completed(facts) + because(readings.judgements()) + ".";
            case HOLD -> stands(facts, decision.next(), readings);
        };
    }

    /** What a person did. */
    static String acted(
            ReleaseFacts facts,
            Progress before,
            Action action,
            Decision decision,
            String actor,
            @Nullable String comment) {
        String where = before.state().live() ? " " + facts.where(before.stage()) : "";
        String what =
                switch (action) {
                    case PAUSE -> "Paused " + facts.flag() + where;
                    case START -> started(facts);
                    case RESUME -> before.state().ahead() ? started(facts) : "Resumed " + facts.flag() + where;
                    case PROMOTE ->
                        decision.kind() == Decision.Kind.COMPLETE
                                ? completed(facts)
                                : advanced(facts, decision.next().stage());
                    case ROLLBACK ->
                        "Rolled back " + facts.flag()
                                + (decision.region() == null
                                        ? where
                                        : " " + facts.where(before.stage(), decision.region()) + " alone");
                    case ABORT -> "Aborted " + facts.flag() + where;
                    case ACKNOWLEDGE -> "Acknowledged the rollback of " + facts.flag();
                };
        return what + ", by " + actor + (comment == null || comment.isBlank() ? "" : ": " + comment.strip()) + ".";
    }

    /** It begins by itself, at its time or when the version that it follows is where it begins; or when both are. */
    static String scheduled(ReleaseFacts facts, @Nullable Instant at, String actor) {
        StartOn on = facts.startOn();
        Set<String> needed = on == null
                ? Set.of()
                : on.needed(facts.split().at(facts.plan().together(0)).keySet());
        return "Scheduled " + facts.flag()
                + (at == null ? "" : " for " + at.truncatedTo(ChronoUnit.SECONDS))
                + (on == null || needed.isEmpty()
                        ? ""
                        : (at == null ? " for" : ",") + " when " + on.what() + " is in " + String.join(", ", needed))
                + ", by " + actor + ".";
    }

    private static String cause(ReleaseFacts facts) {
        StartOn on = facts.startOn();
        return on == null ? ", by its schedule." : ", as " + on.what() + " is there.";
    }

    /** Another release begins before the watch is over. */
    static String succeeded(ReleaseFacts facts) {
        return "Another release of " + facts.flag() + " begins, so this one is watched no longer.";
    }

    /** It should have begun, and must not. */
    static String refused(ReleaseFacts facts, String reason) {
        return "Aborted " + facts.flag() + " before its start: " + reason;
    }

    static String approved(ReleaseFacts facts, int stage, String actor, @Nullable String comment) {
        return "Approved " + facts.flag() + ", " + facts.ordinal(stage) + ", by " + actor
                + (comment == null || comment.isBlank() ? "" : ": " + comment.strip()) + ".";
    }

    static String approvedStart(ReleaseFacts facts, String actor, @Nullable String comment) {
        return "Approved the start of " + facts.flag() + " by " + actor
                + (comment == null || comment.isBlank() ? "" : ": " + comment.strip()) + ".";
    }

    static String checked(ReleaseFacts facts, String name, CheckRequest said, String actor) {
        String description = said.description();
        return "Check " + name + " of " + facts.flag() + " is " + said.state() + ", says " + actor
                + (description == null || description.isBlank() ? "" : ": " + description.strip()) + ".";
    }

    private static String started(ReleaseFacts facts) {
        int first = facts.plan().together(0);
        return "Started " + facts.flag() + " " + facts.where(first) + " with \"" + facts.treatment()
                + "\" instead of \"" + facts.control() + "\", " + facts.ordinal(first);
    }

    /** Somebody changed what the flag serves by default while the release ran. */
    static String conflict(ReleaseFacts facts, String sentence) {
        return sentence + " The default of " + facts.flag()
                + " had been changed meanwhile, so it serves the control, \"" + facts.control() + "\".";
    }

    /** The release would have gone on, but what it wrote is no longer there to be built on. */
    static String overtaken(ReleaseFacts facts) {
        return "Aborted " + facts.flag() + ": what it serves by default was changed while the release ran;"
                + " that change stays.";
    }

    private static String rolledBack(
            ReleaseFacts facts, Progress before, Decision decision, Readings readings, Instant startedAt) {
        Judgement because = decision.because();
        if (because == null) {
            String why = before.step() == Step.NO_DATA
                    ? ": no data for "
                            + Figures.time(Duration.between(
                                    before.noDataSince() == null ? readings.now() : before.noDataSince(),
                                    readings.now()))
                            + reasons(readings.judgements(), Verdict.NO_DATA)
                    : ": no verdict " + Figures.time(before.baked()) + " into the stage"
                            + undecided(readings.judgements()) + ".";
            return "Rolled back " + facts.flag() + " " + facts.where(before.stage()) + why;
        }
        List<Stratum> scope = because.scope();
        List<String> regions = scope.stream().map(Stratum::region).distinct().toList();
        boolean thisStage = scope.stream().allMatch(s -> s.stage() == before.stage());
        Duration time = Duration.between(thisStage ? before.stageStartedAt() : startedAt, readings.now());
        String second = because.verdict() == Verdict.FAIL || before.out().isEmpty()
                ? ""
                : ", where it is suspicious after it failed in " + String.join(", ", before.out());
        return "Rolled back " + facts.flag() + " "
                + (regions.size() == 1 ? facts.where(before.stage(), regions.get(0)) : facts.where(before.stage()))
                + (decision.region() == null ? second : " alone")
                + ": " + GuardSentence.comparison(because, scope) + " in " + Figures.time(time) + ".";
    }

    private static String advanced(ReleaseFacts facts, int stage) {
        return "Advanced " + facts.flag() + " to " + facts.ordinal(stage) + ", " + facts.where(stage);
    }

    private static String completed(ReleaseFacts facts) {
        return "Completed " + facts.flag() + ": everyone gets \"" + facts.treatment() + "\"";
    }

    private static String because(List<Judgement> judgements) {
        return judgements.isEmpty() ? "" : ": " + comparisons(judgements);
    }

    private static String undecided(List<Judgement> judgements) {
        List<Judgement> open = judgements.stream()
                .filter(j -> j.verdict() == Verdict.UNDECIDED)
                .toList();
        return open.isEmpty() ? "" : "; " + comparisons(open);
    }

    private static String comparisons(List<Judgement> judgements) {
        return judgements.stream().map(GuardSentence::comparison).collect(Collectors.joining("; "));
    }

    private static String stands(ReleaseFacts facts, Progress next, Readings readings) {
        String stage = facts.flag() + " " + facts.where(next.stage()) + ", " + facts.ordinal(next.stage());
        Step step = next.step();
        if (step == null) {
            return left(facts, next, readings);
        }
        Stage now = facts.plan().joined(next.stage());
        return switch (step) {
            case AWAITING_RECEIPTS ->
                "Waiting for instances to serve " + stage + ": " + served(readings.receipts()) + " do.";
            case WARM_UP -> "Warming up " + stage + ", for " + Figures.time(now.warmUp()) + ".";
            case BAKING ->
                "Watching " + stage + ", for " + Figures.time(now.bake()) + "; served by " + served(readings.receipts())
                        + " instances.";
            case NO_DATA ->
                "No data on " + stage + ", so its clock stands still" + reasons(readings.judgements(), Verdict.NO_DATA);
            case AWAITING_APPROVAL, AWAITING_CHECK, AWAITING_WINDOW, AWAITING_DEPLOYMENT, AWAITING_RELEASE ->
                "Waiting at " + stage + Waits.words(step, now, readings) + ".";
            case HELD ->
                "Held " + stage
                        + (readings.judgements().stream().anyMatch(j -> j.verdict() == Verdict.HOLD)
                                ? reasons(readings.judgements(), Verdict.HOLD)
                                : reasons(readings.judgements(), Verdict.UNDECIDED));
            case WATCHING, CONFIRMING -> stage + ".";
            case UNCONFIRMED ->
                "Rolled back " + facts.flag() + ", but after " + Figures.time(Ending.ALARM) + " only "
                        + served(readings.receipts()) + " instances serve \"" + facts.control() + "\" again.";
        };
    }

    private static String left(ReleaseFacts facts, Progress next, Readings readings) {
        if (next.state() == State.COMPLETED) {
            return "Nothing failed in " + Figures.time(facts.plan().watch()) + " after everyone had \""
                    + facts.treatment() + "\".";
        }
        Duration took = Duration.between(next.stageStartedAt(), readings.now());
        return readings.receipts().connected() == 0
                ? "No instance is connected that could serve anything else than \"" + facts.control() + "\"."
                : served(readings.receipts()) + " instances serve \"" + facts.control() + "\" again, "
                        + Figures.time(took) + " after the rollback.";
    }

    private static String served(Receipts.Summary receipts) {
        return receipts.applied() + " of " + receipts.connected();
    }

    private static String reasons(List<Judgement> judgements, Verdict verdict) {
        String reasons = judgements.stream()
                .filter(j -> j.verdict() == verdict)
                .map(GuardSentence::of)
                .collect(Collectors.joining(" "));
        return reasons.isEmpty() ? "." : ". " + reasons;
    }
}
