package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Explanation;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a context gets the value it gets: the SDK's own evaluator, tracing its steps. */
@Path("/api/v1/projects/{project}/environments/{environment}/explain")
class ExplainResource {

    private final RulesetPublisher publisher;

    ExplainResource(RulesetPublisher publisher) {
        this.publisher = publisher;
    }

    record EvaluationView(
            JsonNode value,
            @Nullable String variant,
            String reason,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            Map<String, Object> metadata) {

        static EvaluationView of(Evaluation evaluation) {
            return new EvaluationView(
                    dev.firstlight.wire.Json.node(evaluation.value()),
                    evaluation.variant(),
                    evaluation.reason().name(),
                    evaluation.errorCode() == null
                            ? null
                            : evaluation.errorCode().name(),
                    evaluation.errorMessage(),
                    evaluation.metadata().asMap());
        }
    }

    record View(EvaluationView evaluation, List<Explanation.Step> steps) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.VIEW)
    public Uni<View> explain(String project, String environment, byte[] body) {
        ObjectNode document = Json.readObject(body);
        if (!document.path("flag").isTextual()) {
            throw Failure.invalid("/flag", "Name the flag's key.");
        }
        if (document.hasNonNull("context") && !document.path("context").isObject()) {
            throw Failure.invalid("/context", "The context is an object of attributes.");
        }
        String flag = document.path("flag").asText();
        Context context = document.path("context") instanceof ObjectNode attributes
                ? OfrepContext.of(attributes)
                : Context.empty();
        return publisher.require(project, environment).map(published -> {
            Explanation explanation = Evaluator.explain(published.ruleset(), flag, context, null);
            return new View(EvaluationView.of(explanation.evaluation()), explanation.steps());
        });
    }
}
