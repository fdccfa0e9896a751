package dev.firstlight.server.flagtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a flag has to answer for somebody.
 *
 * @param name which no other test of the flag has
 * @param context attributes, {@code targetingKey} and {@code region} among them where there are such
 * @param variant the one to be served, null where any of the value will do
 * @param value to be served, null where the variant says it
 */
public record FlagTest(
        String name,
        ObjectNode context,
        @Nullable String variant,
        @Nullable JsonNode value) {

    /**
     * What came of a test.
     *
     * @param gave what the flag answers
     */
    public record Outcome(FlagTest test, boolean holds, Evaluation gave) {

        /** One sentence on a test that does not hold. */
        public String sentence() {
            return "The test \"" + test.name + "\" expects " + test.expected() + " and gets "
                    + (gave.errorCode() == null
                            ? (gave.variant() == null ? String.valueOf(Json.node(gave.value())) : gave.variant()) + " ("
                                    + gave.reason() + ")"
                            : "no answer (" + gave.errorCode() + ")")
                    + ".";
        }
    }

    /** Asks the flag. */
    public Outcome run(Ruleset ruleset, String flag) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        context.properties().forEach(one -> {
            Object read = Json.value(one.getValue());
            if (read != null) {
                attributes.put(one.getKey(), read);
            }
        });
        Evaluation gave = Evaluator.evaluate(ruleset, flag, Context.of(attributes), null);
        boolean holds = gave.errorCode() == null
                && (variant == null || variant.equals(gave.variant()))
                && (value == null || value.equals(Json.node(gave.value())));
        return new Outcome(this, holds, gave);
    }

    private String expected() {
        return variant != null ? variant : String.valueOf(value);
    }

    /** As it is kept and shown. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("name", name);
        json.set("context", context);
        ObjectNode expect = json.putObject("expect");
        if (variant != null) {
            expect.put("variant", variant);
        }
        if (value != null) {
            expect.set("value", value);
        }
        return json;
    }
}
