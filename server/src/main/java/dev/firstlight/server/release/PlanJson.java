package dev.firstlight.server.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan as JSON. Reading finds all that is wrong at once; what is not said gets a default. */
final class PlanJson {
    private static final int MOST_STAGES = 50;
    private static final int MOST_GUARDS = 20;
    private static final double RECEIPTS = 99;
    private static final double HOLDBACK = 5;
    private static final double MARGIN = 0.5;

    private final List<Problem.Entry> problems = new ArrayList<>();

    private PlanJson() {}

    /** Reads a plan that stands at {@code /plan} of a request, or refuses it. */
    static Plan read(JsonNode node) {
        PlanJson reader = new PlanJson();
        Plan plan = reader.plan(new FieldReader(node, "/plan", reader.problems));
        if (!reader.problems.isEmpty()) {
            throw Failure.invalid(reader.problems);
        }
        return plan;
    }

    private Plan plan(FieldReader json) {
        json.only("stages", "guards", "holdback");
        List<Stage> stages = new ArrayList<>();
        json.items("stages", 1, MOST_STAGES).forEach(item -> stages.add(stage(item)));
        List<Plan.PlannedGuard> guards = new ArrayList<>();
        Set<String> metrics = new HashSet<>();
        for (FieldReader item : json.items("guards", 0, MOST_GUARDS)) {
            item.only("metric", "margin");
            String metric = item.text("metric", "");
            if (metric.isEmpty() || !metrics.add(metric)) {
                item.problem("/metric", "Name a metric, each only once.");
            }
            guards.add(new Plan.PlannedGuard(metric, item.number("margin", MARGIN, 0.01, 10)));
        }
        return new Plan(stages, guards, json.number("holdback", HOLDBACK, 0, 50));
    }

    private static Stage stage(FieldReader json) {
        json.only("name", "regions", "percent", "warmUp", "bake", "minUnits", "receipts", "onUndecided", "maxWait");
        List<String> regions = json.textsOr("regions", "all");
        double percent = json.number("percent", 0, 0.001, 100);
        Duration maxWait = json.has("maxWait") ? json.duration("maxWait", Duration.ZERO) : null;
        return new Stage(
                json.text("name", (regions == null ? "everywhere" : String.join(", ", regions)) + " " + label(percent)),
                regions,
                percent,
                json.duration("warmUp", Duration.ZERO),
                json.duration("bake", Duration.ofHours(1)),
                (long) json.number("minUnits", 0, 0, 1e12),
                json.isNull("receipts") ? null : json.number("receipts", RECEIPTS, 0, 100),
                OnUndecided.valueOf(
                        json.oneOf("onUndecided", "hold", "advance", "rollback").toUpperCase(Locale.ROOT)),
                maxWait);
    }

    private static String label(double percent) {
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + " %";
    }

    static ObjectNode write(Plan plan) {
        ObjectNode json = Json.object();
        ArrayNode stages = json.putArray("stages");
        plan.stages().forEach(stage -> write(stage, stages.addObject()));
        ArrayNode guards = json.putArray("guards");
        plan.guards()
                .forEach(guard ->
                        guards.addObject().put("metric", guard.metric()).put("margin", guard.margin()));
        return json.put("holdback", plan.holdback());
    }

    private static void write(Stage stage, ObjectNode json) {
        json.put("name", stage.name());
        List<String> regions = stage.regions();
        if (regions == null) {
            json.put("regions", "all");
        } else {
            ArrayNode names = json.putArray("regions");
            regions.forEach(names::add);
        }
        json.put("percent", stage.percent());
        json.put("warmUp", stage.warmUp().toString());
        json.put("bake", stage.bake().toString());
        json.put("minUnits", stage.minUnits());
        json.put("receipts", stage.receipts());
        json.put("onUndecided", stage.onUndecided().name().toLowerCase(Locale.ROOT));
        @Nullable Duration maxWait = stage.maxWait();
        if (maxWait != null) {
            json.put("maxWait", maxWait.toString());
        }
    }
}
