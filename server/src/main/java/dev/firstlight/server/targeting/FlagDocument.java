package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.segment.Refusal;
import dev.firstlight.wire.FlagJson;
import dev.firstlight.wire.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The shapes a flag has: the wire's document, which is kept for each environment; the targeting, which is what people
 * edit of it there; and what belongs to the flag in all environments.
 */
public final class FlagDocument {

    /** What belongs to the flag itself, or to the release engine, and is not edited through an environment. */
    private static final Set<String> NOT_TARGETING = Set.of("type", "variants", "salt", "clientVisible", "release");

    /** What a reader gets besides, and may send back as it came. */
    private static final List<String> READ_ONLY = List.of(
            "release",
            "version",
            "revision",
            "updatedAt",
            "updatedBy",
            "moved",
            "differences",
            "dryRun",
            "blastRadius",
            "instances",
            "cannotEvaluate");

    private static final List<String> LISTS = List.of("prerequisites", "targets", "rules");

    private FlagDocument() {}

    static FlagSpec spec(String document) {
        return spec(Json.read(document));
    }

    static FlagSpec spec(JsonNode document) {
        FlagSpec spec = FlagJson.read(document, "", Mode.LENIENT, new ArrayList<>());
        if (spec == null) {
            throw new IllegalStateException("a stored flag cannot be read");
        }
        return spec;
    }

    static String write(FlagSpec spec) {
        return Json.write(FlagJson.write(spec));
    }

    /** The part people edit in an environment, every list there. */
    static ObjectNode targeting(String document) {
        return targeting((ObjectNode) Json.read(document));
    }

    /** Its members are the document's own: whoever edits what is in them copies it first. */
    static ObjectNode targeting(ObjectNode document) {
        ObjectNode targeting = Json.object();
        targeting.setAll(document);
        targeting.remove(NOT_TARGETING);
        LISTS.stream().filter(list -> !targeting.has(list)).forEach(targeting::putArray);
        return targeting;
    }

    /** The wire's document with another targeting; refused where it cannot be read, pointers into the targeting. */
    static FlagSpec withTargeting(Held before, ObjectNode targeting) {
        ObjectNode whole = targeting.deepCopy();
        whole.remove(READ_ONLY);
        JsonNode tests = whole.remove("tests");
        if (tests != null && !tests.equals(before.tests().json())) {
            throw dev.firstlight.server.platform.Failure.invalid(
                    "/tests", "Tests are changed at …/tests and not here; take this field out.");
        }
        NOT_TARGETING.stream().filter(whole::has).findAny().ifPresent(name -> {
            throw dev.firstlight.server.platform.Failure.malformed(
                    "/" + name, "\"" + name + "\" belongs to the flag, not to an environment; change it there.");
        });
        weightsToRanges(whole, before.spec());
        for (String name : NOT_TARGETING) {
            JsonNode value = before.tree().get(name);
            if (value != null) {
                whole.set(name, value);
            }
        }
        return read(whole);
    }

    private static void weightsToRanges(ObjectNode targeting, FlagSpec before) {
        if (targeting.at("/default/split") instanceof ObjectNode split) {
            Weights.resolve(split, "/default/split", before.defaultServe());
        }
        JsonNode rules = targeting.path("rules");
        for (int i = 0; rules.isArray() && i < rules.size(); i++) {
            if (rules.get(i).at("/serve/split") instanceof ObjectNode split) {
                String id = rules.get(i).path("id").asText();
                Serve was = before.rules().stream()
                        .filter(rule -> rule.id().equals(id))
                        .findFirst()
                        .map(Rule::serve)
                        .orElse(null);
                Weights.resolve(split, "/rules/" + i + "/serve/split", was);
            }
        }
    }

    /**
     * A targeting with a merge patch applied. A default is a variant or a split: a patch that brings one means it in
     * place of the other, which a plain merge would leave beside it.
     */
    static ObjectNode patched(ObjectNode targeting, ObjectNode patch) {
        ObjectNode merged = Json.merge(targeting, patch);
        if (patch.get("default") instanceof ObjectNode brought && merged.get("default") instanceof ObjectNode serve) {
            if (brought.hasNonNull("split") && !brought.has("variant")) {
                serve.set("split", brought.get("split").deepCopy());
                serve.remove("variant");
            } else if (brought.hasNonNull("variant") && !brought.has("split")) {
                serve.remove("split");
            }
        }
        return merged;
    }

    /** Reads a flag as the wire has it; refused where it cannot be read. */
    public static FlagSpec read(ObjectNode whole) {
        if (whole.at("/default/split") instanceof ObjectNode split) {
            Weights.resolve(split, "/default/split", null);
        }
        List<Problem> problems = new ArrayList<>();
        FlagSpec spec = FlagJson.read(whole, "", Mode.STRICT, problems);
        Refusal.ifAny(problems, "");
        if (spec == null) {
            throw new IllegalStateException("a flag without problems cannot be read");
        }
        return spec;
    }

    /** A flag that is new in an environment: off, and nobody targeted. */
    public static FlagSpec off(FlagSpec spec) {
        return new FlagSpec(
                spec.type(),
                spec.variants(),
                spec.salt(),
                false,
                spec.offVariant(),
                spec.clientVisible(),
                List.of(),
                List.of(),
                List.of(),
                new Serve.Variant(spec.offVariant()),
                null);
    }
}
