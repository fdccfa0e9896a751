package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.FieldReader;
import dev.firstlight.server.platform.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the plan that somebody means: one that is written out, a kept one, or a template. */
@ApplicationScoped
public class Plans {
    private final KeptPlans kept;
    private final Regions regions;

    Plans(KeptPlans kept, Regions regions) {
        this.kept = kept;
        this.regions = regions;
    }

    /**
     * The plan at {@code /plan} of a request.
     *
     * @param asked a plan; {@code {"key", "version"}} of a kept one, the newest where no version is named; or {@code
     *     {"template"}}; to both of these guards, a holdback and whatever else a plan has may be added
     * @throws Failure with all that is wrong with it
     */
    public Uni<Plan> of(String project, JsonNode asked) {
        if (asked.has("template")) {
            return template(project, asked);
        }
        return asked.has("key") ? kept(project, asked) : Uni.createFrom().item(PlanJson.read(asked));
    }

    private Uni<Plan> template(String project, JsonNode asked) {
        String key = asked.path("template").asText();
        Template template = Template.of(key)
                .orElseThrow(() -> Failure.invalid(
                        "/plan/template",
                        "There is no template \"" + key + "\". There are "
                                + Arrays.stream(Template.values())
                                        .map(Template::key)
                                        .collect(Collectors.joining(", "))
                                + "."));
        return regions.byDawn(project).flatMap(keys -> regions.groups(project).map(groups -> {
            if (keys.isEmpty()) {
                throw Failure.invalid(
                        "/plan/template",
                        "The project has no regions; PUT one at …/regions/{key}, then release to it.");
            }
            return PlanJson.read(over(template.plan(keys, groups), asked, "template"))
                    .from(template.key());
        }));
    }

    private Uni<Plan> kept(String project, JsonNode asked) {
        List<Problem.Entry> problems = new ArrayList<>();
        FieldReader json = new FieldReader(asked, "/plan", problems);
        String key = json.text("key", "");
        int version = (int) json.number("version", 0, 0, 1e9);
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        return kept.find(project, key, version).map(found -> {
            if (found == null) {
                throw Failure.invalid(
                        "/plan/key",
                        "There is no plan \"" + key + "\"" + (version == 0 ? "" : " of version " + version) + ".");
            }
            return PlanJson.read(over((ObjectNode) found.plan(), asked, "key", "version"))
                    .from(key + "@" + found.version());
        });
    }

    /** What is asked for besides comes over what the plan has; its stages are its own. */
    private static ObjectNode over(ObjectNode plan, JsonNode asked, String... reference) {
        ObjectNode both = plan.deepCopy();
        asked.properties().forEach(field -> {
            if (!List.of(reference).contains(field.getKey())) {
                both.set(field.getKey(), field.getValue());
            }
        });
        return both;
    }
}
