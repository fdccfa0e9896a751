package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All templates, laid over the regions of a project; none where it has no regions. */
record TemplatesView(List<TemplateView> templates) {

    /**
     * One of them.
     *
     * @param plan as it would be written out, without guards
     */
    record TemplateView(
            String key,
            String description,
            @Schema(ref = "Plan") JsonNode plan) {}

    static TemplatesView over(List<String> regions, Map<String, List<String>> groups) {
        return new TemplatesView(
                regions.isEmpty()
                        ? List.of()
                        : Arrays.stream(Template.values())
                                .map(one -> new TemplateView(
                                        one.key(),
                                        one.description(),
                                        PlanJson.write(PlanJson.read(one.plan(regions, groups)))))
                                .toList());
    }
}
