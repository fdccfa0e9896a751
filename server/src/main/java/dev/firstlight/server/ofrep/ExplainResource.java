package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Explanation;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ContextJson;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PastRulesets;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Why a context gets the value it gets: the SDK's own evaluator, tracing its steps. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/explain")
@Produces(MediaType.APPLICATION_JSON)
class ExplainResource {

    private final RulesetPublisher publisher;
    private final PastRulesets past;

    ExplainResource(RulesetPublisher publisher, PastRulesets past) {
        this.publisher = publisher;
        this.past = past;
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

    @Schema(name = "ExplanationView")
    record View(EvaluationView evaluation, List<Explanation.Step> steps) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.VIEW)
    @RequestBody(ref = "Explain")
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
                ? ContextJson.of(attributes)
                : Context.empty();
        return ruleset(project, environment, document.get("revision")).map(ruleset -> {
            Explanation explanation = Evaluator.explain(ruleset, flag, context, null);
            return new View(EvaluationView.of(explanation.evaluation()), explanation.steps());
        });
    }

    private Uni<Ruleset> ruleset(String project, String environment, @Nullable JsonNode revision) {
        if (revision == null || revision.isNull()) {
            return publisher.require(project, environment).map(PublishedRuleset::ruleset);
        }
        if (!revision.isIntegralNumber() || !revision.canConvertToLong()) {
            throw Failure.invalid("/revision", "A revision is a whole number; leave it out for the current one.");
        }
        return past.at(project, environment, revision.asLong());
    }
}
