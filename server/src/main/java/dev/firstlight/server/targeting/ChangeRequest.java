package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named instructions with a comment, for one flag or several. */
record ChangeRequest(@Nullable String comment, List<FlagEdit> edits) {

    private static final int MOST_FLAGS = 200;

    /** For the flag that the path names. */
    static ChangeRequest ofOne(ObjectNode body, String flag, @Nullable String ifMatch) {
        only(body, "", "comment", "instructions");
        Long version = ifMatch == null ? null : EntityTag.require(ifMatch, "flag in this environment");
        return new ChangeRequest(
                comment(body),
                List.of(FlagEdit.instructions(flag, version, body.get("instructions"), "/instructions")));
    }

    /** For the flags that the body names, each once: all in one revision. */
    static ChangeRequest ofSeveral(ObjectNode body) {
        only(body, "", "comment", "changes");
        if (!(body.get("changes") instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST_FLAGS) {
            throw Failure.invalid(
                    "/changes",
                    "\"changes\" is a list of 1 to " + MOST_FLAGS
                            + " flags, each with instructions, a patch or a whole targeting.");
        }
        List<FlagEdit> edits = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            FlagEdit edit = edit(list.get(i), Problem.at("/changes", i));
            if (!flags.add(edit.flag())) {
                throw Failure.invalid(
                        "/changes/" + i + "/flag", "\"" + edit.flag() + "\" is there twice; put its steps together.");
            }
            edits.add(edit);
        }
        return new ChangeRequest(comment(body), edits);
    }

    private static FlagEdit edit(JsonNode sent, String pointer) {
        if (!(sent instanceof ObjectNode one) || !one.path("flag").isTextual()) {
            throw Failure.invalid(pointer, "A change is an object with \"flag\", the flag's key.");
        }
        only(one, pointer, "flag", "version", "instructions", "patch", "targeting");
        String flag = one.get("flag").asText();
        Long version = version(one, pointer);
        if (one.get("targeting") instanceof ObjectNode targeting) {
            alone(one, pointer, "targeting");
            return FlagEdit.replace(flag, version, targeting, pointer + "/targeting");
        }
        if (one.get("patch") instanceof ObjectNode patch) {
            alone(one, pointer, "patch");
            return FlagEdit.patch(flag, version, patch, pointer + "/patch");
        }
        alone(one, pointer, "instructions");
        return FlagEdit.instructions(flag, version, one.get("instructions"), pointer + "/instructions");
    }

    private static @Nullable Long version(ObjectNode one, String pointer) {
        if (!one.hasNonNull("version")) {
            return null;
        }
        if (!one.get("version").isIntegralNumber()) {
            throw Failure.invalid(pointer + "/version", "A version is a whole number, the flag's own as you read it.");
        }
        return one.get("version").asLong();
    }

    private static void alone(ObjectNode one, String pointer, String chosen) {
        for (String other : List.of("instructions", "patch", "targeting")) {
            if (!other.equals(chosen) && one.hasNonNull(other)) {
                throw Failure.invalid(
                        pointer + "/" + other, "Send instructions, a patch or a whole targeting: one of them.");
            }
        }
    }

    private static @Nullable String comment(ObjectNode body) {
        if (!body.hasNonNull("comment")) {
            return null;
        }
        if (!body.get("comment").isTextual()) {
            throw Failure.invalid("/comment", "A comment is a string.");
        }
        return body.get("comment").asText();
    }

    private static void only(ObjectNode body, String pointer, String... known) {
        Iterator<String> names = body.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!List.of(known).contains(name)) {
                throw Failure.malformed(
                        Problem.at(pointer, name),
                        "Unknown field \"" + name + "\"; take it out or use one of " + String.join(", ", known) + ".");
            }
        }
    }
}
