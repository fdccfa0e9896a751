package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.InputStreamSource;
import dev.firstlight.core.SafePattern;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) that the variants of an object flag satisfy. It stands alone: nothing is fetched for it. Its
 * patterns are RE2's, so that none can take long.
 */
final class VariantSchema {

    private static final int LONGEST = 32_768;

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.add(VariantSchema::refuse)));

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .regularExpressionFactory(VariantSchema::pattern)
            .build();

    /** How many steps all patterns together may take: characters times the size of the pattern that looks at them. */
    private static final long MOST_STEPS = 20_000_000;

    private static final ThreadLocal<Long> STEPS = ThreadLocal.withInitial(() -> 0L);

    private final JsonSchema schema;

    private VariantSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** Compiles a schema, or refuses it at {@code /schema}. */
    static VariantSchema of(ObjectNode document) {
        if (Json.write(document).length() > LONGEST) {
            throw Failure.invalid("/schema", "The schema is longer than " + LONGEST + " characters; shorten it.");
        }
        STEPS.remove();
        try {
            JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);
            refuseAny("/schema", meta.validate(document));
            JsonSchema compiled = FACTORY.getSchema(document, CONFIG);
            compiled.initializeValidators();
            return new VariantSchema(compiled);
        } catch (JsonSchemaException e) {
            throw Failure.invalid("/schema", "The schema cannot be used: " + e.getMessage());
        }
    }

    /** Refuses, at their pointers, variants that do not satisfy the schema. */
    void check(ObjectNode variants) {
        STEPS.remove();
        for (var variant : variants.properties()) {
            String pointer = dev.firstlight.core.Problem.at("/variants", variant.getKey());
            try {
                refuseAny(pointer, schema.validate(variant.getValue()));
            } catch (JsonSchemaException e) {
                throw Failure.invalid("/schema", "The schema cannot be used: " + e.getMessage());
            }
        }
    }

    private static void refuseAny(String pointer, Set<ValidationMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<Problem.Entry> entries = messages.stream()
                .limit(20)
                .map(message ->
                        new Problem.Entry(pointer + message.getInstanceLocation(), sentence(message.getMessage())))
                .toList();
        throw Failure.invalid(entries);
    }

    /** The library's message without the pointer it begins with. */
    private static String sentence(String message) {
        int colon = message.indexOf(": ");
        return "The schema says: " + (colon < 0 ? message : message.substring(colon + 2)) + ".";
    }

    private static RegularExpression pattern(String regex) {
        String problem = SafePattern.problem(regex);
        if (problem != null) {
            throw new JsonSchemaException(problem);
        }
        SafePattern compiled = SafePattern.of(regex);
        return text -> {
            STEPS.set(STEPS.get() + text.length() * compiled.size());
            if (STEPS.get() > MOST_STEPS) {
                throw new JsonSchemaException(
                        "its patterns would take too long for texts as long as these; shorten either");
            }
            return compiled.isIn(text);
        };
    }

    /** What is built in comes from the library itself; anything else would be fetched, from wherever the schema says. */
    private static @Nullable InputStreamSource refuse(AbsoluteIri address) {
        if (address.toString().startsWith("classpath:")) {
            return null;
        }
        throw new JsonSchemaException("it refers to " + address + ", which is not fetched; put it under $defs");
    }

    /** What is stored of a schema, null for none. */
    static @Nullable ObjectNode read(@Nullable String stored) {
        return stored == null ? null : (ObjectNode) Json.read(stored);
    }

    /** The schema in a request, null where it is absent or null. */
    static @Nullable ObjectNode in(ObjectNode body) {
        JsonNode schema = body.get("schema");
        if (schema == null || schema.isNull()) {
            return null;
        }
        if (!(schema instanceof ObjectNode document)) {
            throw Failure.invalid("/schema", "A schema is an object in JSON Schema 2020-12.");
        }
        return document;
    }
}
