package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a merge patch changes of an environment; null for what it leaves. */
record EnvironmentPatch(
        @Nullable String name,
        @Nullable Boolean isProtected,
        @Nullable Boolean requireComments) {

    private static final int LONGEST_NAME = 200;
    private static final List<String> KNOWN = List.of("name", "protected", "requireComments");

    static EnvironmentPatch read(ObjectNode body) {
        List<Problem.Entry> problems = new ArrayList<>();
        body.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw Failure.malformed(
                        "/" + field, "Unknown field \"" + field + "\"; use one of " + String.join(", ", KNOWN) + ".");
            }
        });
        EnvironmentPatch patch = new EnvironmentPatch(
                name(body, problems), bool(body, "protected", problems), bool(body, "requireComments", problems));
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        return patch;
    }

    static @Nullable String name(ObjectNode body, List<Problem.Entry> problems) {
        JsonNode name = body.get("name");
        if (name == null) {
            return null;
        }
        if (!name.isTextual() || name.asText().isBlank() || name.asText().length() > LONGEST_NAME) {
            problems.add(new Problem.Entry("/name", "A name has 1 to " + LONGEST_NAME + " characters."));
            return null;
        }
        return name.asText();
    }

    /** Without the member, which a merge patch says with null, it is false. */
    private static @Nullable Boolean bool(ObjectNode body, String field, List<Problem.Entry> problems) {
        JsonNode value = body.get(field);
        if (value != null && !value.isNull() && !value.isBoolean()) {
            problems.add(new Problem.Entry("/" + field, "\"" + field + "\" is true or false."));
        }
        return value == null ? null : Boolean.valueOf(value.asBoolean());
    }

    EnvironmentView on(EnvironmentView before) {
        return new EnvironmentView(
                before.key(),
                name == null ? before.name() : name,
                before.epoch(),
                before.revision(),
                isProtected == null ? before.isProtected() : isProtected,
                requireComments == null ? before.requireComments() : requireComments,
                before.version());
    }

    /** As the audit has it. */
    static String text(EnvironmentView view) {
        return Json.write(Json.object()
                .put("name", view.name())
                .put("protected", view.isProtected())
                .put("requireComments", view.requireComments()));
    }
}
