package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Hash;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the strategies of one feature, and the variants that belong to the feature itself where they have to. */
final class StrategyExport {

    private final String feature;
    private final ArrayNode strategies = Json.list();
    private ArrayNode shared = Json.list();
    private boolean withoutVariants;

    StrategyExport(String feature) {
        this.feature = feature;
    }

    static ObjectNode rollout(int percent, String stickiness, String group) {
        return Json.object()
                .put("name", "flexibleRollout")
                .put("rollout", Integer.toString(percent))
                .put("stickiness", stickiness)
                .put("groupId", group);
    }

    /** Those who have all terms get the choice. */
    void add(List<Term> terms, Choice choice, String pointer, @Nullable String title) {
        ArrayNode constraints = Json.list();
        ArrayNode segments = Json.list();
        List<Term> fields = new ArrayList<>();
        Term own = null;
        for (Term term : terms) {
            switch (term.kind()) {
                case CONSTRAINT -> constraints.add(term.json());
                case SEGMENT -> segments.add(term.json().path("id"));
                case FIELD -> fields.add(term);
                case OWN -> {
                    if (own != null) {
                        throw new Refused(
                                term.pointer(), "A strategy there has one rollout or one list of addresses, not two.");
                    }
                    own = term;
                }
            }
        }
        boolean ofItsOwn = own != null;
        if (own == null && !fields.isEmpty()) {
            Term first = fields.remove(0);
            own = Term.rollout(Hash.PERCENT, first.json().path("field").asText(), feature, first.pointer());
        }
        fields.forEach(field -> constraints.add(field.pattern().json()));
        ObjectNode parameters = own == null
                ? rollout(Hash.PERCENT, "default", feature)
                : own.json().deepCopy();
        ObjectNode strategy =
                strategies.addObject().put("name", parameters.remove("name").asText());
        if (title != null) {
            strategy.put("title", title);
        }
        strategy.set("parameters", parameters);
        strategy.set("constraints", constraints);
        strategy.set("segments", segments);
        strategy.set("variants", variants(choice, parameters, ofItsOwn, pointer));
    }

    /** Rollout and variants of a strategy are by the same group; those of the feature are by its name. */
    private ArrayNode variants(Choice choice, ObjectNode parameters, boolean ofItsOwn, String pointer) {
        if (choice.variants().isEmpty()) {
            withoutVariants = true;
            return Json.list();
        }
        String salt = choice.salt();
        boolean grouped = ofItsOwn && parameters.has("groupId");
        if (!grouped) {
            parameters.put("groupId", salt == null ? feature : salt);
        } else if (parameters.path("groupId").asText().isEmpty()
                || (salt != null && !salt.equals(parameters.path("groupId").asText()))) {
            boolean fits = salt == null || salt.equals(feature);
            if (!fits || (!shared.isEmpty() && !shared.equals(choice.variants()))) {
                throw new Refused(
                        pointer, "A strategy's rollout and its variants have one salt there; these have two.");
            }
            shared = choice.variants();
            return Json.list();
        }
        return choice.variants();
    }

    ArrayNode strategies() {
        // Without any strategy a feature is on for everybody.
        if (strategies.isEmpty()) {
            add(List.of(Term.rollout(0, "default", feature, "")), new Choice(null, Json.list()), "", null);
        }
        return strategies;
    }

    /** The feature's own. */
    ArrayNode shared(String pointer) {
        if (withoutVariants && !shared.isEmpty()) {
            throw new Refused(
                    pointer,
                    "Where a feature has variants of its own, each strategy serves one; here one serves none.");
        }
        return shared;
    }
}
