package dev.firstlight.server.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.flag.Descriptions.Description;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * OpenFeature's manifest of an environment.
 *
 * @param flags in the order of their keys
 */
record Manifest(List<Flag> flags) {

    /**
     * One flag.
     *
     * @param type OpenFeature's word
     * @param description left out where nobody wrote one
     * @param defaultValue what code falls back to
     */
    @Schema(name = "ManifestFlag")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Flag(
            String key,
            String name,

            @Schema(enumeration = {"boolean", "string", "integer", "float", "object"})
            String type,

            @Nullable String description,
            JsonNode defaultValue) {}

    /** The off variant is what an environment serves when it is told to do nothing, and so what code falls back to. */
    static Manifest of(Map<String, FlagSpec> specs, Map<String, Description> descriptions) {
        List<Flag> flags = new ArrayList<>();
        new TreeMap<>(specs).forEach((key, spec) -> {
            Description described = descriptions.getOrDefault(key, new Description(key, key, ""));
            flags.add(new Flag(
                    key,
                    described.name(),
                    type(spec.type()),
                    described.text().isBlank() ? null : described.text(),
                    value(spec)));
        });
        return new Manifest(flags);
    }

    private static String type(ValueType type) {
        return type == ValueType.NUMBER ? "float" : type.key();
    }

    /** Some languages' readers tell a float from an integer by its point. */
    private static JsonNode value(FlagSpec spec) {
        Object value = spec.variants().get(spec.offVariant());
        return spec.type() == ValueType.NUMBER && value instanceof Double number
                ? JsonNodeFactory.instance.numberNode(number.doubleValue())
                : Json.node(value);
    }
}
