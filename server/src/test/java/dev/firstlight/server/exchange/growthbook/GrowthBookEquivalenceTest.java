package dev.firstlight.server.exchange.growthbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Vectors;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random documents: whatever is imported answers as GrowthBook does. */
class GrowthBookEquivalenceTest {

    private static final int DOCUMENTS = 400;
    private static final int CONTEXTS = 40;

    @Test
    void importedFlagsAnswerAsGrowthBookDoes() {
        int compared = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            RandomFeatures random = new RandomFeatures(seed);
            ObjectNode document = random.document();
            Imported imported = GrowthBookImport.read(document);
            Ruleset ruleset = Vectors.ruleset(imported);
            GrowthBook foreign = new GrowthBook(document);
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode attributes = random.attributes();
                for (Map.Entry<String, FlagSpec> flag : imported.flags().entrySet()) {
                    Evaluation here = Evaluator.evaluate(ruleset, flag.getKey(), foreign.context(attributes), null);
                    Foreign.Answer there = foreign.evaluate(flag.getKey(), attributes);
                    // Where a gate is shut there is no value there, and the off variant here.
                    String expected = there.variant() == null ? flag.getValue().offVariant() : there.variant();
                    assertThat(here.variant())
                            .as(() -> "document " + document + "\nflag " + flag.getKey() + "\nattributes " + attributes)
                            .isEqualTo(expected);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(DOCUMENTS * CONTEXTS * 2);
    }
}
