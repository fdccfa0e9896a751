package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Answers as SCIM wants them, errors too. */
final class ScimAnswers {

    static final String TYPE = "application/scim+json";

    private ScimAnswers() {}

    static Response ok(ObjectNode body) {
        return Response.ok(body.toString(), TYPE).build();
    }

    static Response created(ObjectNode body) {
        return Response.status(201)
                .type(TYPE)
                .header("Location", body.path("meta").path("location").asText())
                .entity(body.toString())
                .build();
    }

    /** Does it; what is refused is said in SCIM's words. */
    static Uni<Response> of(Supplier<Uni<? extends Response>> work) {
        return Uni.createFrom()
                .<Response>deferred(work)
                .onFailure(Failure.class)
                .recoverWithItem(e -> refusal((Failure) e));
    }

    private static Response refusal(Failure failure) {
        Problem problem = failure.toProblem(null);
        // A value that cannot be taken is 400 here, with a word for it.
        int status = failure.kind() == Failure.Kind.INVALID ? 400 : problem.status();
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:Error");
        error.put("status", Integer.toString(status));
        switch (failure.kind()) {
            case CONFLICT -> error.put("scimType", "uniqueness");
            case INVALID -> error.put("scimType", "invalidValue");
            case MALFORMED -> error.put("scimType", isFilter(problem) ? "invalidFilter" : "invalidSyntax");
            default -> {}
        }
        error.put("detail", problem.detail());
        return Response.status(status).type(TYPE).entity(error.toString()).build();
    }

    private static boolean isFilter(Problem problem) {
        return problem.errors() != null
                && problem.errors().stream().anyMatch(one -> one.pointer().equals("/filter"));
    }
}
