package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A split plan as it is kept: a list of objects, region to percentage. */
public final class SplitPlanJson {
    private SplitPlanJson() {}

    /** As text. */
    public static String write(SplitPlan plan) {
        return Json.write(plan.percents());
    }

    /** Reads what {@link #write} wrote. */
    public static SplitPlan read(String text) {
        List<Map<String, Double>> percents = new ArrayList<>();
        for (JsonNode stage : Json.read(text)) {
            Map<String, Double> regions = new LinkedHashMap<>();
            stage.fields()
                    .forEachRemaining(field ->
                            regions.put(field.getKey(), field.getValue().doubleValue()));
            percents.add(regions);
        }
        return new SplitPlan(percents);
    }
}
