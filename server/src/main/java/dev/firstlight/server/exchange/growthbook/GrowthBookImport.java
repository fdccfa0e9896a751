package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Gathering;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.server.exchange.Variants;
import java.util.List;
import java.util.Map;

/** Reads {@code {"features": …, "savedGroups": …}} as GrowthBook's SDKs get it. Units keep their buckets. */
public final class GrowthBookImport {

    private GrowthBookImport() {}

    /** What the document becomes. */
    public static Imported read(JsonNode document) {
        if (document.path("encryptedFeatures").isTextual()) {
            String sentence =
                    "The features are encrypted; give the document as a connection without encryption has it.";
            Remark refused = new Remark(Remark.Severity.REFUSED, "/encryptedFeatures", null, sentence);
            return new Imported(Map.of(), Map.of(), List.of(refused));
        }
        Gathering gathering = new Gathering();
        if (!document.path("features").isEmpty()) {
            gathering.differs(
                    "/features",
                    "What GrowthBook hashes as 'id' is the targeting key here: send it as that, and as the attribute "
                            + "'id' too where conditions look at it.");
            gathering.differs(
                    "/features",
                    "A comparison with an attribute that is a list holds where any element does, and an attribute "
                            + "that spells a number as a text equals the number only in its usual spelling ('5', not "
                            + "'5.0') and is neither less nor greater than any; send single values and true numbers.");
        }
        Parents parents = new Parents(document);
        document.path("features").properties().forEach(feature -> {
            String key = feature.getKey();
            gathering.flag(key, Problem.at("/features", key), remarks -> flag(key, parents, remarks));
        });
        return gathering.accepted();
    }

    private static FlagSpec flag(String key, Parents parents, Remarks remarks) {
        Feature feature = parents.feature(key, remarks);
        Variants variants = feature.variants();
        int last = feature.steps().size() - 1;
        List<Rule> rules = feature.steps().subList(feature.prerequisites().size(), last);
        if (variants.wrapped()) {
            remarks.differs(
                    Problem.at("/features", key),
                    "The values are not all booleans, all texts, all numbers or all objects; each became an object, "
                            + "and applications find it there under '" + Variants.VALUE + "'.");
        } else if (variants.type() == ValueType.NUMBER) {
            remarks.differs(
                    Problem.at("/features", key),
                    "Not all values are whole; an application that asks for an integer gets its fallback, so let it "
                            + "ask for a number.");
        }
        return new FlagSpec(
                variants.type(),
                variants.values(),
                key,
                true,
                FeatureImport.off(variants),
                false,
                List.copyOf(feature.prerequisites().values()),
                List.of(),
                rules,
                feature.steps().get(last).serve(),
                null);
    }
}
