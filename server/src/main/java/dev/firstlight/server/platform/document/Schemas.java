package dev.firstlight.server.platform.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.ClassInfo;
import org.jspecify.annotations.Nullable;

/** Makes the schemas of records as strict as the records are. */
final class Schemas {

    private static final String NOT_BLANK = "\\S";

    private final Components components;
    private final Records records;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> answered = new HashSet<>();

    Schemas(OpenAPI document, Records records) {
        this.components = document.getComponents();
        this.records = records;
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(this::look);
    }

    private void look(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(one -> walk(one.getSchema(), asked));
        }
        RequestBody body = operation.getRequestBody();
        if (body != null) {
            RequestBody meant = body.getRef() == null ? body : named(components.getRequestBodies(), body.getRef());
            walk(meant.getContent(), asked);
        }
        for (APIResponse response : operation.getResponses().getAPIResponses().values()) {
            APIResponse meant =
                    response.getRef() == null ? response : named(components.getResponses(), response.getRef());
            walk(meant.getContent(), answered);
        }
    }

    private static <T> T named(Map<String, T> all, String ref) {
        return Objects.requireNonNull(all.get(last(ref)), ref);
    }

    private static String last(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    private void walk(@Nullable Content content, Set<String> seen) {
        if (content != null) {
            content.getMediaTypes().values().forEach(type -> walk(type.getSchema(), seen));
        }
    }

    private void walk(@Nullable Schema schema, Set<String> seen) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null && seen.add(last(schema.getRef()))) {
            walk(components.getSchemas().get(last(schema.getRef())), seen);
        }
        walk(schema.getItems(), seen);
        walk(schema.getAdditionalPropertiesSchema(), seen);
        walk(schema.getNot(), seen);
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(list -> list != null)
                .forEach(list -> list.forEach(one -> walk(one, seen)));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(one -> walk(one, seen));
        }
    }

    /** All of them, those that nobody refers to taken out. */
    void tighten() {
        Map<String, Schema> all = Map.copyOf(components.getSchemas());
        all.forEach((name, schema) -> {
            if (!asked.contains(name) && !answered.contains(name)) {
                components.removeSchema(name);
            } else if (schema.getProperties() != null) {
                ClassInfo type = records.of(name, schema.getProperties().keySet());
                if (type != null) {
                    tighten(schema, type, asked.contains(name));
                }
            }
        });
    }

    private static void tighten(Schema schema, ClassInfo type, boolean request) {
        if (!request || !Records.isLenient(type)) {
            schema.setAdditionalPropertiesBoolean(false);
        }
        Set<String> required = new TreeSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        Records.components(type).forEach((name, component) -> {
            Schema property = Objects.requireNonNull(schema.getProperties().get(name));
            if (component.raw()) {
                schema.addProperty(name, OASFactory.createSchema());
            } else if (component.nullable() && (request || !component.left())) {
                schema.addProperty(name, nullable(property));
            }
            if (request ? component.needed() : !component.left()) {
                required.add(name);
            }
            whole(property);
        });
        schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
    }

    private static Schema nullable(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .addAnyOf(schema)
                    .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
        }
        if (schema.getType() != null && !schema.getType().contains(Schema.SchemaType.NULL)) {
            schema.addType(Schema.SchemaType.NULL);
            if (schema.getEnumeration() != null) {
                schema.addEnumeration(null);
            }
        }
        return schema;
    }

    /** Jakarta Validation means the whole text where JSON Schema means any part of it. */
    private static void whole(Schema schema) {
        String pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^") && !pattern.equals(NOT_BLANK)) {
            schema.setPattern("^(?:" + pattern + ")$");
        }
        if (schema.getItems() != null) {
            whole(schema.getItems());
        }
    }
}
