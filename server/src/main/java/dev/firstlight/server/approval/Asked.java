package dev.firstlight.server.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.server.platform.Rfc3339;
import dev.firstlight.server.targeting.Proposals;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change request as it is sent.
 *
 * @param title what it is for, in a line
 * @param comment why; null for none
 * @param text the instructions as they are kept
 * @param applyAt when it is to be applied; null for when somebody does
 */
record Asked(
        String title,
        @Nullable String comment,
        String text,
        @Nullable Instant applyAt) {

    private static final int LONGEST_TITLE = 200;
    static final int LONGEST_COMMENT = 2_000;
    private static final List<String> KNOWN = List.of("title", "comment", "flags", "segments", "applyAt");

    static Asked read(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw Failure.malformed(
                        dev.firstlight.core.Problem.at("", name),
                        "Unknown field \"" + name + "\"; take it out or use one of " + String.join(", ", KNOWN) + ".");
            }
        });
        List<Problem.Entry> problems = new ArrayList<>();
        String title = text(body, "title", LONGEST_TITLE, problems);
        if (title == null || title.isBlank()) {
            problems.add(new Problem.Entry("/title", "Say in a line what this is for: \"title\", a string."));
        }
        String comment = text(body, "comment", LONGEST_COMMENT, problems);
        ObjectNode wish = Json.object();
        wish.set("flags", object(body, "flags", problems));
        wish.set("segments", object(body, "segments", problems));
        if (wish.get("flags").isEmpty() && wish.get("segments").isEmpty()) {
            problems.add(new Problem.Entry(
                    "/flags", "Name what to change: \"flags\" or \"segments\", by key, each with instructions."));
        }
        Instant applyAt = applyAt(body, problems);
        if (!problems.isEmpty() || title == null) {
            throw Failure.invalid(problems);
        }
        return new Asked(title, comment, Json.write(wish), applyAt);
    }

    /** What is to be done, as it is kept. */
    static Proposals.Wish wish(String text) {
        JsonNode kept = Json.read(text);
        return new Proposals.Wish((ObjectNode) kept.get("flags"), (ObjectNode) kept.get("segments"));
    }

    private static @Nullable String text(ObjectNode body, String field, int longest, List<Problem.Entry> problems) {
        if (!body.hasNonNull(field)) {
            return null;
        }
        if (!body.get(field).isTextual() || body.get(field).asText().length() > longest) {
            problems.add(new Problem.Entry(
                    "/" + field, "\"" + field + "\" is a string of at most " + longest + " characters."));
        }
        return body.get(field).asText();
    }

    private static ObjectNode object(ObjectNode body, String field, List<Problem.Entry> problems) {
        if (!body.hasNonNull(field)) {
            return Json.object();
        }
        if (body.get(field) instanceof ObjectNode object) {
            return object;
        }
        problems.add(new Problem.Entry("/" + field, "\"" + field + "\" is an object: instructions by key."));
        return Json.object();
    }

    private static @Nullable Instant applyAt(ObjectNode body, List<Problem.Entry> problems) {
        String sent = text(body, "applyAt", LONGEST_TITLE, problems);
        if (sent == null) {
            return null;
        }
        try {
            return Rfc3339.parse(sent);
        } catch (DateTimeException e) {
            problems.add(
                    new Problem.Entry("/applyAt", "A time is RFC 3339 with an offset, e.g. 2026-12-01T09:00:00Z."));
            return null;
        }
    }
}
