package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Approvers;
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
        @Nullable Boolean requireComments,
        @Nullable Integer approvals,
        @Nullable List<String> approvers) {

    private static final int LONGEST_NAME = 200;
    private static final List<String> KNOWN = List.of("name", "protected", "requireComments", "approvals", "approvers");
    static final int MOST_APPROVALS = 5;
    private static final int MOST_APPROVERS = 50;
    private static final Problem.Entry NO_APPROVERS = new Problem.Entry(
            "/approvers",
            "\"approvers\" are roles, some of " + String.join(", ", Approvers.ROLES) + ", and teams, as "
                    + Approvers.TEAM + "<key>; at most " + MOST_APPROVERS + ".");

    static EnvironmentPatch read(ObjectNode body) {
        List<Problem.Entry> problems = new ArrayList<>();
        body.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw Failure.malformed(
                        "/" + field, "Unknown field \"" + field + "\"; use one of " + String.join(", ", KNOWN) + ".");
            }
        });
        EnvironmentPatch patch = new EnvironmentPatch(
                name(body, problems),
                bool(body, "protected", problems),
                bool(body, "requireComments", problems),
                approvals(body, problems),
                approvers(body, problems));
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

    /** Without the member none. */
    static @Nullable Integer approvals(JsonNode body, List<Problem.Entry> problems) {
        JsonNode value = body.get("approvals");
        if (value == null || value.isNull()) {
            return value == null ? null : 0;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.asInt() < 0
                || value.asInt() > MOST_APPROVALS) {
            problems.add(new Problem.Entry("/approvals", "\"approvals\" is a whole number from 0 to 5."));
        }
        return value.asInt();
    }

    /** Without the member those of the role approver. */
    static @Nullable List<String> approvers(JsonNode body, List<Problem.Entry> problems) {
        JsonNode value = body.get("approvers");
        if (value == null || value.isNull()) {
            return value == null ? null : EnvironmentView.APPROVERS;
        }
        List<String> roles = new ArrayList<>();
        value.forEach(role -> roles.add(role.asText()));
        if (!value.isArray() || !areApprovers(roles)) {
            problems.add(NO_APPROVERS);
        }
        return roles.stream().distinct().sorted().toList();
    }

    /** The same, of what is not a patch. */
    static List<String> approvers(@Nullable List<String> roles) {
        if (roles == null) {
            return EnvironmentView.APPROVERS;
        }
        if (!areApprovers(roles)) {
            throw Failure.invalid(List.of(NO_APPROVERS));
        }
        return roles.stream().distinct().sorted().toList();
    }

    private static boolean areApprovers(List<String> roles) {
        return !roles.isEmpty()
                && roles.size() <= MOST_APPROVERS
                && roles.stream().allMatch(Approvers::isOne);
    }

    EnvironmentView on(EnvironmentView before) {
        return new EnvironmentView(
                before.key(),
                name == null ? before.name() : name,
                before.epoch(),
                before.revision(),
                isProtected == null ? before.isProtected() : isProtected,
                requireComments == null ? before.requireComments() : requireComments,
                approvals == null ? before.approvals() : approvals,
                approvers == null ? before.approvers() : approvers,
                before.version());
    }

    /** As the audit has it. */
    static String text(EnvironmentView view) {
        ObjectNode text = Json.object()
                .put("name", view.name())
                .put("protected", view.isProtected())
                .put("requireComments", view.requireComments())
                .put("approvals", view.approvals());
        view.approvers().forEach(text.putArray("approvers")::add);
        return Json.write(text);
    }
}
