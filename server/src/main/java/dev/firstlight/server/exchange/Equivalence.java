package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether imported flags answer as they did: contexts go through the foreign rules and through ours.
 *
 * @param contexts how many contexts were drawn
 * @param compared how many answers were compared: each context with each imported flag
 * @param identical how many were the same variant
 * @param lots how many answers more were not compared, because lots are drawn for them there at every evaluation
 * @param differences the first few that were not
 * @param sentence the outcome for a person
 */
public record Equivalence(
        int contexts, long compared, long identical, long lots, List<Difference> differences, String sentence) {

    private static final int SHOWN = 20;

    /**
     * An answer that is not the same.
     *
     * @param flag its key here
     * @param context in the foreign form
     * @param theirs the variant by the foreign rules, null for none
     * @param ours the variant by ours, null for none
     */
    @Schema(name = "AnswerDifference")
    public record Difference(
            String flag,
            JsonNode context,
            @Nullable String theirs,
            @Nullable String ours) {}

    /**
     * Replays drawn contexts.
     *
     * @param contexts how many
     * @param seed of the draw: the same report for the same document
     */
    public static Equivalence of(Source source, int contexts, long seed) {
        Ruleset ruleset = Ruleset.compile(new RulesetSpec(
                "import",
                "import",
                1,
                1,
                Map.of(),
                source.imported().flags(),
                source.imported().segments()));
        SplittableRandom random = new SplittableRandom(seed);
        List<Difference> differences = new ArrayList<>();
        long compared = 0;
        long identical = 0;
        long lots = 0;
        for (int i = 0; i < contexts; i++) {
            JsonNode foreignContext = source.contexts().draw(random);
            Context context = source.foreign().context(foreignContext);
            for (String flag : source.imported().flags().keySet()) {
                String name = source.names().getOrDefault(flag, flag);
                Foreign.Answer answer = source.foreign().evaluate(name, foreignContext);
                if (answer == Foreign.Answer.LOTS) {
                    lots++;
                    continue;
                }
                String theirs = answer.variant();
                Evaluation evaluation = Evaluator.evaluate(ruleset, flag, context, null);
                compared++;
                if (Objects.equals(theirs, evaluation.variant())) {
                    identical++;
                } else if (differences.size() < SHOWN) {
                    differences.add(new Difference(flag, foreignContext, theirs, evaluation.variant()));
                }
            }
        }
        return new Equivalence(contexts, compared, identical, lots, differences, sentence(compared, identical, lots));
    }

    private static String sentence(long compared, long identical, long lots) {
        if (compared == 0) {
            return "There was nothing to compare.";
        }
        String counts = String.format(Locale.ROOT, "%,d of %,d answers are identical", identical, compared);
        counts += lots == 0 ? "" : String.format(Locale.ROOT, "; lots are drawn for %,d more", lots);
        return identical == compared ? counts + "." : counts + "; look at the differences before you import.";
    }
}
