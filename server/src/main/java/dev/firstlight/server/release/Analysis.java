package dev.firstlight.server.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.firstlight.server.guard.ArmState;
import dev.firstlight.server.guard.Comparison;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.GuardSentence;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Verdict;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a release in one word, for whoever asks whether to go on.
 *
 * @param region where it was judged; null for all of the release
 * @param sentence why
 * @param evidence how many times likelier what was seen is if the treatment is worse, of all guards that take it back
 * @param holdAt the evidence at which it goes no further
 * @param rollbackAt the evidence at which it is taken back
 * @param treated units of the treatment that were measured, of the guard that has most
 */
record Analysis(
        String release,
        String environment,
        String flag,
        @Nullable String region,
        State state,
        Word verdict,
        String sentence,
        double evidence,
        double holdAt,
        double rollbackAt,
        long treated,
        List<OfGuard> guards) {
    private static final double CAP = 1e300;

    /** What to do: go on, go back, or ask again later. The worst comes first, as the machine looks at them. */
    @Schema(name = "AnalysisVerdict")
    enum Word {
        @JsonProperty("fail")
        FAIL,
        @JsonProperty("noData")
        NO_DATA,
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("undecided")
        UNDECIDED,
        @JsonProperty("pass")
        PASS;

        static Word of(Verdict verdict) {
            return switch (verdict) {
                case FAIL -> FAIL;
                case NO_DATA -> NO_DATA;
                case HOLD -> HOLD;
                case UNDECIDED -> UNDECIDED;
                case PASS -> PASS;
            };
        }
    }

    /** One guard's part in it. */
    @Schema(name = "AnalysisGuard")
    record OfGuard(
            String metric,
            String name,
            Word verdict,
            double evidence,
            double passEvidence,
            ArmState treatment,
            ArmState control,
            String sentence) {

        static OfGuard of(Judgement j) {
            Comparison compared = Comparison.of(j);
            return new OfGuard(
                    j.guard().metric(),
                    j.guard().name(),
                    Word.of(j.verdict()),
                    j.evidence(),
                    j.passEvidence(),
                    compared.treatment(),
                    compared.control(),
                    GuardSentence.of(j));
        }
    }

    private record Said(Word verdict, String sentence) {}

    /** Of a release, or of a region that some stage of it reaches. */
    static Analysis of(ReleaseEntity release, @Nullable String region, List<Judgement> judgements) {
        List<OfGuard> guards = judgements.stream().map(OfGuard::of).toList();
        Said said = said(release, region, guards);
        return new Analysis(
                release.id,
                release.environment,
                release.flag,
                region,
                release.state,
                said.verdict,
                said.sentence,
                Math.min(
                        CAP,
                        judgements.stream()
                                .filter(j -> j.takesBack() && j.measures())
                                .mapToDouble(j -> j.evidence() * j.weight())
                                .sum()),
                GuardJudge.HOLD_AT,
                GuardJudge.ROLL_BACK_AT,
                judgements.stream().mapToLong(Judgement::treated).max().orElse(0),
                guards);
    }

    private static Said said(ReleaseEntity release, @Nullable String region, List<OfGuard> guards) {
        OfGuard worst =
                guards.stream().min(Comparator.comparing(OfGuard::verdict)).orElse(null);
        return switch (release.state) {
            case ROLLED_BACK, ABORTED -> new Said(Word.FAIL, release.sentence);
            case DRAFT, SCHEDULED -> new Said(Word.UNDECIDED, release.sentence);
            case COMPLETED ->
                worst != null && worst.verdict == Word.FAIL && release.step == Step.WATCHING
                        ? new Said(Word.FAIL, worst.sentence)
                        : new Said(Word.PASS, release.sentence);
            case RUNNING, PAUSED -> {
                if (region != null && release.out().contains(region)) {
                    yield new Said(Word.FAIL, release.flag + " was taken back in " + region + ".");
                }
                if (region != null && !release.split().at(release.stage).containsKey(region)) {
                    yield new Said(Word.UNDECIDED, release.flag + " has not reached " + region + " yet.");
                }
                yield worst == null
                        ? new Said(Word.UNDECIDED, "No guard watches it. " + release.sentence)
                        : new Said(worst.verdict, worst.sentence);
            }
        };
    }
}
