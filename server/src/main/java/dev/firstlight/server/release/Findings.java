package dev.firstlight.server.release;

import dev.firstlight.server.guard.Figures;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.release.Health.Finding;
import dev.firstlight.server.release.Health.Outcome;
import dev.firstlight.server.release.Health.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers the questions of a health check from what is known. */
final class Findings {
    private Findings() {}

    /** A release that has ended, with what its guards saw: how units come to this environment. */
    record Earlier(ReleaseEntity release, List<Judgement> judged) {

        /** How long it ran, at least a second. */
        Duration watched() {
            Instant from = release.startedAt == null ? release.createdAt : release.startedAt;
            Instant to = release.endedAt == null ? release.tickedAt : release.endedAt;
            Duration ran = Duration.between(from, to);
            return ran.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : ran;
        }
    }

    /**
     * All of them.
     *
     * @param connected regions of the instances that are connected; the empty text for one that did not say
     * @param asked when applications last asked for the flag; null for never
     * @param judgements of the release's own guards, on what it has seen so far
     */
    static List<Finding> of(
            ReleaseEntity release,
            Set<String> connected,
            @Nullable Instant asked,
            List<Judgement> judgements,
            @Nullable Earlier earlier) {
        List<Finding> findings = new ArrayList<>();
        findings.add(evaluated(release, connected, asked));
        findings.add(new Finding(
                Question.UNIT,
                Outcome.FINE,
                "The flag's split and its metrics are counted by targetingKey: SDKs take the arm of an outcome from the"
                        + " split itself."));
        for (Judgement judgement : judgements) {
            findings.add(measured(release, judgement));
        }
        findings.add(split(judgements));
        judgements.forEach(judgement -> findings.add(time(release, judgement, earlier)));
        return findings;
    }

    private static Finding evaluated(ReleaseEntity release, Set<String> connected, @Nullable Instant asked) {
        Set<String> missing = new TreeSet<>(target(release).keySet());
        missing.removeAll(connected);
        if (asked == null) {
            return new Finding(
                    Question.EVALUATED,
                    Outcome.WRONG,
                    "No application ever asked for " + release.flag + " in " + release.environment + ".");
        }
        if (!missing.isEmpty()) {
            return new Finding(
                    Question.EVALUATED,
                    Outcome.WRONG,
                    "No instance is connected from " + String.join(", ", missing)
                            + ", so nobody there gets the treatment, or is counted.");
        }
        return new Finding(
                Question.EVALUATED,
                Outcome.FINE,
                release.flag + " was last asked for at " + asked + "; instances are connected from every region that is"
                        + " reached.");
    }

    private static Map<String, Double> target(ReleaseEntity release) {
        int stage = release.state.ahead() ? release.plan().together(0) : release.stage;
        return release.standing().at(stage);
    }

    private static Finding measured(ReleaseEntity release, Judgement j) {
        String name = j.guard().name();
        long control =
                j.strata().stream().mapToLong(s -> s.controlState().units()).sum();
        String counted = Figures.whole(j.treated()) + " units of the treatment and " + Figures.whole(control)
                + " of the control";
        if (release.state.ahead() && j.treated() + control == 0) {
            return new Finding(
                    Question.MEASURED,
                    Outcome.UNKNOWN,
                    "Whether " + name + " arrives shows in the first stage; without data it does not go on.");
        }
        boolean both = j.treated() > 0 && control > 0;
        return new Finding(
                Question.MEASURED, both || !j.measures() ? Outcome.FINE : Outcome.WRONG, name + ": " + counted + ".");
    }

    private static Finding split(List<Judgement> judgements) {
        if (judgements.stream().allMatch(j -> j.strata().isEmpty())) {
            return new Finding(Question.SPLIT, Outcome.UNKNOWN, "No units have arrived yet.");
        }
        String off = judgements.stream()
                .filter(Judgement::unbalanced)
                .map(j -> j.guard().name())
                .collect(Collectors.joining(", "));
        return off.isEmpty()
                ? new Finding(Question.SPLIT, Outcome.FINE, "Units arrive in the planned proportion.")
                : new Finding(
                        Question.SPLIT,
                        Outcome.WRONG,
                        "Units of " + off + " do not arrive in the planned proportion, so units are lost on one side.");
    }

    private static Finding time(ReleaseEntity release, Judgement j, @Nullable Earlier earlier) {
        String name = j.guard().name();
        Instant from = release.startedAt == null ? release.createdAt : release.startedAt;
        Duration ran = Duration.between(from, release.tickedAt);
        Duration own = ran.toSeconds() < 1 ? null : j.passesIn(ran);
        if (own != null) {
            return foretold(name, own, "as units come now");
        }
        Judgement before = earlier == null ? null : same(j, earlier);
        Duration guess =
                earlier == null || before == null ? null : before.wouldPassIn(share(release), earlier.watched());
        return earlier == null || guess == null
                ? new Finding(
                        Question.TIME,
                        Outcome.UNKNOWN,
                        "How long " + name + " takes cannot be foretold: nothing was measured of it here yet.")
                : foretold(name, guess, "as units came to release " + earlier.release().id);
    }

    private static Finding foretold(String name, Duration time, String how) {
        return new Finding(
                Question.TIME,
                Outcome.FINE,
                "If both arms are alike, " + name + " passes in about " + Figures.time(time) + ", " + how + ".");
    }

    private static @Nullable Judgement same(Judgement j, Earlier earlier) {
        return earlier.judged().stream()
                .filter(other -> other.guard().metric().equals(j.guard().metric()))
                .findFirst()
                .orElse(null);
    }

    /** The treatment's share in the first stage, of the regions that it reaches. */
    private static double share(ReleaseEntity release) {
        SplitPlan split = release.standing();
        return split.at(release.plan().together(0)).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0)
                / 100;
    }
}
