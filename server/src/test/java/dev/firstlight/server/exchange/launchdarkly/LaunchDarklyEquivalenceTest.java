package dev.firstlight.server.exchange.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Vectors;
import org.junit.jupiter.api.Test;

/** Random documents: whatever is imported answers as LaunchDarkly does. */
class LaunchDarklyEquivalenceTest {

    private static final int DOCUMENTS = 400;
    private static final int CONTEXTS = 40;

    @Test
    void importedFlagsAnswerAsLaunchDarklyDoes() {
        int compared = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            RandomDocument random = new RandomDocument(seed);
            ObjectNode document = random.document();
            Imported imported = LaunchDarklyImport.read(document);
            Ruleset ruleset = Vectors.ruleset(imported);
            LaunchDarkly foreign = new LaunchDarkly(document);
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                for (int flag = 0; flag < RandomDocument.FLAGS; flag++) {
                    String key = KeyName.of("Flag" + flag);
                    if (!imported.flags().containsKey(key)) {
                        continue;
                    }
                    String here = Evaluator.evaluate(ruleset, key, foreign.context(context), null)
                            .variant();
                    assertThat(here)
                            .as(() -> "document " + document + "\nflag " + key + "\ncontext " + context)
                            .isEqualTo(foreign.evaluate("Flag" + key.substring(4), context)
                                    .variant());
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(DOCUMENTS * CONTEXTS * 2);
    }
}
