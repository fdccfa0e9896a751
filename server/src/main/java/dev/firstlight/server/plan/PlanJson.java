package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.guard.Role;
import dev.firstlight.server.guard.Scopes;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.FieldReader;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A plan as JSON. Reading finds all that is wrong at once; what is not said gets a default. */
public final class PlanJson {
    private static final int MOST_STAGES = 50;
    private static final int MOST_GUARDS = 20;
    private static final double HOLDBACK = 5;
    private static final double MARGIN = 0.5;
    private static final Duration WATCH = Duration.ofMinutes(10);

    private final List<Problem.Entry> problems = new ArrayList<>();

    private PlanJson() {}

    /** Reads a plan that stands at {@code /plan} of a request, or refuses it. */
    public static Plan read(JsonNode node) {
        PlanJson reader = new PlanJson();
        Plan plan = reader.plan(new FieldReader(node, "/plan", reader.problems));
        if (!reader.problems.isEmpty()) {
            throw Failure.invalid(reader.problems);
        }
        return plan;
    }

    private Plan plan(FieldReader json) {
        json.only("stages", "guards", "holdback", "rollback", "interaction", "service", "watch", "origin");
        List<Stage> stages = new ArrayList<>();
        for (FieldReader item : json.items("stages", 1, MOST_STAGES)) {
            Stage stage = StageJson.read(item);
            if (stage.parallel() && stages.isEmpty()) {
                item.problem("/parallel", "The first stage has none before it to begin together with.");
            }
            stages.add(stage);
        }
        return new Plan(
                stages,
                guards(json.items("guards", 0, MOST_GUARDS)),
                json.number("holdback", HOLDBACK, 0, 50),
                Plan.Scope.valueOf(json.oneOf("rollback", "release", "region").toUpperCase(Locale.ROOT)),
                Plan.Interaction.valueOf(
                        json.oneOf("interaction", "warn", "wait").toUpperCase(Locale.ROOT)),
                json.has("service") ? json.text("service", "") : null,
                json.duration("watch", WATCH),
                json.has("origin") ? json.text("origin", "") : null);
    }

    private static List<PlannedGuard> guards(List<FieldReader> items) {
        List<PlannedGuard> guards = new ArrayList<>();
        Set<String> metrics = new HashSet<>();
        for (FieldReader item : items) {
            item.only("metric", "margin", "role", "scopes");
            String metric = item.text("metric", "");
            if (metric.isEmpty() || !metrics.add(metric)) {
                item.problem("/metric", "Name a metric, each only once.");
            }
            guards.add(new PlannedGuard(
                    metric,
                    item.number("margin", MARGIN, 0.01, 10),
                    Role.valueOf(item.oneOf("role", "hard", "signal").toUpperCase(Locale.ROOT)),
                    Scopes.valueOf(
                            item.oneOf("scopes", "both", "pooled", "regions").toUpperCase(Locale.ROOT))));
        }
        return guards;
    }

    /** The same as it is kept and shown, defaults filled in. */
    public static ObjectNode write(Plan plan) {
        ObjectNode json = Json.object();
        ArrayNode stages = json.putArray("stages");
        plan.stages().forEach(stage -> StageJson.write(stage, stages.addObject()));
        ArrayNode guards = json.putArray("guards");
        plan.guards().forEach(guard -> guards.addObject()
                .put("metric", guard.metric())
                .put("margin", guard.margin())
                .put("role", word(guard.role()))
                .put("scopes", word(guard.scopes())));
        json.put("holdback", plan.holdback());
        json.put("rollback", word(plan.rollback()));
        json.put("interaction", word(plan.interaction()));
        json.put("service", plan.service());
        json.put("origin", plan.origin());
        return json.put("watch", plan.watch().toString());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
