package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ValueType;
import dev.firstlight.wire.Json;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flag's variants are there. What {@link Outcomes} made becomes what it was, true and false are on and off, and
 * any other value is the payload of a variant of a feature that is on.
 */
public final class OutcomeExport {

    private static final List<String> SAID = List.of("enabled", "variant", "payload");

    private final FlagSpec flag;
    private final boolean imported;

    /** Of one flag. */
    public OutcomeExport(FlagSpec flag) {
        this.flag = flag;
        this.imported = flag.type() == ValueType.OBJECT
                && flag.variants().keySet().stream().map(this::value).allMatch(OutcomeExport::isSaid);
    }

    /**
     * A variant there.
     *
     * @param on whether the feature is
     * @param variant its variant, null for none
     */
    public record Outcome(boolean on, @Nullable ObjectNode variant) {

        /** The name that a dependency has for it. */
        public String name() {
            return variant == null ? "disabled" : variant.path("name").asText();
        }
    }

    /** Whether a value is told by a payload, for which an application asks otherwise than whether it is on. */
    boolean byPayload() {
        return !imported && flag.type() != ValueType.BOOLEAN;
    }

    /** What one of the flag's variants is. */
    public Outcome of(String variant) {
        JsonNode value = value(variant);
        if (flag.type() == ValueType.BOOLEAN) {
            return new Outcome(value.asBoolean(), null);
        }
        if (!imported) {
            ObjectNode named = Json.object().put("name", variant);
            named.putObject("payload")
                    .put("type", type())
                    .put("value", value.isTextual() ? value.asText() : value.toString());
            return new Outcome(true, named);
        }
        if (!value.has("variant")) {
            return new Outcome(value.path("enabled").asBoolean(), null);
        }
        ObjectNode named = Json.object().put("name", value.path("variant").asText());
        return new Outcome(true, value.has("payload") ? named.set("payload", value.path("payload")) : named);
    }

    private String type() {
        return switch (flag.type()) {
            case STRING -> "string";
            case OBJECT -> "json";
            default -> "number";
        };
    }

    private JsonNode value(String variant) {
        return Json.node(flag.variants().get(variant));
    }

    private static boolean isSaid(JsonNode value) {
        Iterator<String> names = value.fieldNames();
        boolean known = value.path("enabled").isBoolean();
        while (names.hasNext()) {
            known &= SAID.contains(names.next());
        }
        boolean named = value.path("variant").isTextual();
        boolean payload = value.path("payload").isObject();
        int size = 1 + (named ? 1 : 0) + (payload ? 1 : 0);
        return known
                && value.size() == size
                && (named || !payload)
                && (value.path("enabled").asBoolean() || size == 1);
    }
}
