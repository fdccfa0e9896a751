package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Gathering;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads flagd's {@code {"flags": …, "$evaluators": …}}, flags by key or as a list. Units keep their buckets. */
public final class FlagdImport {

    private FlagdImport() {}

    /** What the document becomes. */
    public static Imported read(JsonNode document) {
        Gathering gathering = new Gathering();
        LogicImport logic = new LogicImport(document.path("$evaluators"));
        boolean described = plain(document.path("metadata"));
        JsonNode flags = flags(document);
        if (!flags.isEmpty()) {
            gathering.differs(
                    "/flags",
                    "JsonLogic takes a text that spells a number for the number, and compares lists as texts; here a"
                            + " text is a text, and a list holds where any element does. Send numbers as numbers.");
        }
        flags.properties().forEach(flag -> {
            String pointer = Problem.at("/flags", flag.getKey());
            gathering.flag(flag.getKey(), pointer, remarks -> {
                if (!described) {
                    throw new Refused("/metadata", "Metadata are texts, numbers, true and false.");
                }
                return flag(flag.getKey(), flag.getValue(), pointer, logic, remarks);
            });
        });
        return gathering.accepted();
    }

    /** The flags by key. */
    static ObjectNode flags(JsonNode document) {
        ObjectNode flags = Json.object();
        JsonNode given = document.path("flags");
        if (given.isArray()) {
            given.forEach(flag -> flags.set(flag.path("key").asText(), flag));
        } else {
            given.properties().forEach(flag -> flags.set(flag.getKey(), flag.getValue()));
        }
        return flags;
    }

    private static FlagSpec flag(String key, JsonNode flag, String pointer, LogicImport logic, Remarks remarks) {
        String state = flag.path("state").asText();
        if (!state.equals("ENABLED") && !state.equals("DISABLED")) {
            throw new Refused(pointer + "/state", "A state is ENABLED or DISABLED.");
        }
        if (!plain(flag.path("metadata"))) {
            throw new Refused(pointer + "/metadata", "Metadata are texts, numbers, true and false.");
        }
        Map<String, Object> variants = variants(flag.path("variants"), pointer + "/variants");
        ValueType type = type(variants, pointer + "/variants");
        JsonNode named = flag.path("defaultVariant");
        if (!named.isTextual() || !variants.containsKey(named.asText())) {
            throw new Refused(
                    pointer + "/defaultVariant",
                    "Without a default variant callers get their fallback, which no variant here can be; name one.");
        }
        TargetingImport targeting = new TargetingImport(key, variants.keySet(), named.asText(), logic);
        targeting.read(flag.path("targeting"), pointer + "/targeting");
        if (state.equals("DISABLED")) {
            remarks.differs(
                    pointer + "/state",
                    "flagd answers a disabled flag with an error, so callers get their fallback; here it serves '"
                            + named.asText() + "'.");
        }
        return new FlagSpec(
                type,
                variants,
                key,
                state.equals("ENABLED"),
                named.asText(),
                false,
                List.of(),
                List.of(),
                targeting.rules(),
                targeting.otherwise(),
                null);
    }

    private static Map<String, Object> variants(JsonNode given, String pointer) {
        Map<String, Object> variants = new LinkedHashMap<>();
        given.properties().forEach(variant -> {
            Object value = Json.value(variant.getValue());
            if (value == null) {
                throw new Refused(Problem.at(pointer, variant.getKey()), "A variant is not null; give it a value.");
            }
            variants.put(variant.getKey(), value);
        });
        if (variants.isEmpty()) {
            throw new Refused(pointer, "A flag has at least one variant; add one.");
        }
        return variants;
    }

    private static ValueType type(Map<String, Object> variants, String pointer) {
        return Stream.of(ValueType.values())
                .filter(type -> variants.values().stream().allMatch(type::accepts))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        pointer, "The variants are not all of one type: booleans, texts, numbers or objects."));
    }

    private static boolean plain(JsonNode metadata) {
        boolean plain = metadata.isMissingNode() || metadata.isObject();
        for (JsonNode value : metadata) {
            plain &= value.isValueNode() && !value.isNull();
        }
        return plain;
    }
}
