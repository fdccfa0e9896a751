package dev.firstlight.server.platform.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The one table of the problems that operations have in common, and when. */
final class CommonAnswers {

    private static final String PROBLEM_JSON = "application/problem+json";

    private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

    static {
        SENTENCES.put("400", "The request is malformed: no JSON, an unknown field, a value of the wrong type.");
        SENTENCES.put("401", "Not signed in, or the credential is unknown, expired or revoked.");
        SENTENCES.put("403", "Not allowed.");
        SENTENCES.put("404", "There is no such thing.");
        SENTENCES.put("406", "There is nothing in a form that Accept names.");
        SENTENCES.put("409", "Not as things are now.");
        SENTENCES.put("412", "Somebody changed it since it was read; current is what is there now.");
        SENTENCES.put("413", "Larger than is allowed.");
        SENTENCES.put("414", "The address is longer than 4096 bytes.");
        SENTENCES.put("415", "A media type that is not taken here.");
        SENTENCES.put("422", "A value that is not allowed; errors says which and why.");
        SENTENCES.put("428", "If-Match is missing.");
        SENTENCES.put("429", "Too many requests.");
        SENTENCES.put("431", "The headers are longer than 16 KB.");
        SENTENCES.put("503", "Cannot be answered just now.");
    }

    private CommonAnswers() {}

    static Map<String, APIResponse> components() {
        Map<String, APIResponse> all = new LinkedHashMap<>();
        SENTENCES.forEach((status, sentence) -> all.put("Problem" + status, problem(status, sentence)));
        return all;
    }

    private static APIResponse problem(String status, String sentence) {
        APIResponse response =
                OASFactory.createAPIResponse().description(sentence).content(content());
        switch (status) {
            case "401" -> response.addHeader("WWW-Authenticate", header(Schema.SchemaType.STRING, "Bearer."));
            case "429", "503" ->
                response.addHeader("Retry-After", header(Schema.SchemaType.INTEGER, "In how many seconds."));
            // The server refuses these before it reads them whole, and says no more than the status.
            case "414", "431" -> response.setContent(null);
            default -> {
                // Nothing but the problem.
            }
        }
        return response;
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        PROBLEM_JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem")));
    }

    private static Header header(Schema.SchemaType type, String description) {
        return OASFactory.createHeader()
                .description(description)
                .required(true)
                .schema(OASFactory.createSchema().addType(type));
    }

    /** Adds what the operation can answer and does not say yet. */
    static void add(HttpMethod method, Operation operation) {
        boolean changes = method != HttpMethod.GET;
        boolean body = operation.getRequestBody() != null;
        boolean matched = has(operation, Parameter.In.HEADER, "If-Match");
        for (String status : SENTENCES.keySet()) {
            boolean there =
                    switch (status) {
                        case "404" -> body || has(operation, Parameter.In.PATH, null);
                        case "409" -> changes;
                        case "412", "428" -> matched;
                        case "413", "415" -> body;
                        default -> true;
                    };
            if (there) {
                add(operation, status);
            }
        }
    }

    /** Where the operation has an answer of its own for a status, a problem is another form of it. */
    private static void add(Operation operation, String status) {
        APIResponse own = operation.getResponses().getAPIResponse(status);
        boolean silent = own == null || own.getRef() == null && own.getContent() == null;
        if (silent) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref("Problem" + status));
        } else if (own.getContent() != null) {
            content().getMediaTypes().forEach(own.getContent()::addMediaType);
        }
    }

    private static boolean has(Operation operation, Parameter.In in, @Nullable String name) {
        List<Parameter> parameters = operation.getParameters();
        return parameters != null
                && parameters.stream()
                        .anyMatch(one -> one.getIn() == in && (name == null || name.equals(one.getName())));
    }
}
