package dev.firstlight.server.platform.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.PrimitiveType;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * What is true of operations and the generator does not see: the status that an annotation of the platform's sets, the
 * problems that all have in common, which fields are always there, which may be null, and that there are no others.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class TruthfulDocument implements OASFilter {

    private static final DotName STATUS = DotName.createSimple("org.jboss.resteasy.reactive.ResponseStatus");
    private static final DotName IDEMPOTENT = DotName.createSimple("dev.firstlight.server.platform.Idempotent");
    private static final String VERSION = "^(W/)?\"[0-9]{1,18}\"$";

    private final Endpoints endpoints;
    private final Records records;

    /** Looks at the code through its index. */
    public TruthfulDocument(IndexView index) {
        endpoints = new Endpoints(index);
        records = new Records(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema("JsonNode", OASFactory.createSchema().description("Any JSON."));
        document.getComponents()
                .addSchema("ObjectNode", OASFactory.createSchema().addType(Schema.SchemaType.OBJECT));
        CommonAnswers.components().forEach(document.getComponents()::addResponse);
        document.getPaths().getPathItems().forEach(this::complete);
        new Schemas(document, records).tighten();
    }

    private void complete(String path, PathItem item) {
        item.getOperations().forEach((verb, operation) -> {
            MethodInfo method = endpoints.of(verb.name(), path);
            if (method != null) {
                complete(operation, method);
            }
            describe(operation.getResponses());
            CommonAnswers.add(verb, operation);
        });
    }

    private static void complete(Operation operation, MethodInfo method) {
        AnnotationInstance status = method.declaredAnnotation(STATUS);
        if (status != null) {
            move(operation.getResponses(), Integer.toString(status.value().asInt()));
        }
        boolean idempotent = method.hasDeclaredAnnotation(IDEMPOTENT);
        if (idempotent) {
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
        List<Parameter> parameters = operation.getParameters();
        if (parameters != null) {
            parameters.forEach(one -> complete(one, method));
        }
    }

    /** The success that there is becomes the one that is meant. */
    private static void move(APIResponses responses, String status) {
        for (String other : List.of("200", "201", "204")) {
            APIResponse there = responses.getAPIResponse(other);
            if (there != null && !other.equals(status) && responses.getAPIResponse(status) == null) {
                responses.removeAPIResponse(other);
                responses.addAPIResponse(status, there.description(null));
            }
        }
    }

    private static void complete(Parameter parameter, MethodInfo method) {
        Schema schema = parameter.getSchema();
        if (schema == null) {
            return;
        }
        switch (parameter.getName()) {
            case "If-Match" -> {
                parameter.description("The ETag of what was read, so that nobody's edit is lost.");
                schema.pattern(VERSION).examples(List.of("\"1\""));
            }
            case "Idempotency-Key" -> {
                parameter.description("The same request with the same key is done once, for 24 hours.");
                schema.pattern("^[!-~]{1,255}$").examples(List.of("0b7a2d0e-6d8e-4b7e-8a53-9d6f3f1f2c11"));
            }
            default -> {
                // As the code has it.
            }
        }
        // Rows are counted from one; the path takes no sign.
        if (parameter.getIn() == Parameter.In.PATH && isNumber(type(parameter.getName(), method))) {
            schema.minimum(BigDecimal.ZERO);
        }
        if (parameter.getIn() == Parameter.In.QUERY && isNumber(type(parameter.getName(), method))) {
            parameter.required(true);
        }
    }

    private static @Nullable Type type(String name, MethodInfo method) {
        return method.parameters().stream()
                .filter(one -> name.equals(one.name()))
                .map(MethodParameterInfo::type)
                .findFirst()
                .orElse(null);
    }

    private static boolean isNumber(@Nullable Type type) {
        return type instanceof PrimitiveType primitive && primitive.primitive() != PrimitiveType.Primitive.BOOLEAN;
    }

    /** The document wants a word on every answer. */
    private static void describe(APIResponses responses) {
        Map<String, String> words =
                Map.of("200", "OK", "201", "Made.", "202", "Kept.", "204", "Done.", "304", "The reader has this one.");
        responses.getAPIResponses().forEach((status, response) -> {
            if (response.getRef() == null
                    && (response.getDescription() == null
                            || response.getDescription().isEmpty())) {
                response.setDescription(words.getOrDefault(status, "An answer."));
            }
        });
    }
}
