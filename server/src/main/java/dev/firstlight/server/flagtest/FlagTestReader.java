package dev.firstlight.server.flagtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tests, and says all that is wrong with them. */
final class FlagTestReader {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 200;

    private final List<Problem.Entry> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private FlagTestReader() {}

    static FlagTests read(@Nullable JsonNode sent) {
        if (!(sent instanceof ArrayNode list) || list.size() > MOST) {
            throw Failure.invalid(
                    "/tests",
                    "\"tests\" is a list of at most " + MOST + ", each with \"name\", \"context\", \"expect\".");
        }
        FlagTestReader reader = new FlagTestReader();
        List<FlagTest> all = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            FlagTest test = reader.test(list.get(i), "/tests/" + i);
            if (test != null) {
                all.add(test);
            }
        }
        if (!reader.problems.isEmpty()) {
            throw Failure.invalid(reader.problems);
        }
        return new FlagTests(List.copyOf(all));
    }

    private @Nullable FlagTest test(JsonNode sent, String pointer) {
        if (!(sent instanceof ObjectNode test)) {
            return wrong(pointer, "A test is an object with \"name\", \"context\" and \"expect\".");
        }
        only(test, pointer, List.of("name", "context", "expect"));
        String name = test.path("name").asText("");
        if (!test.path("name").isTextual() || name.isBlank() || name.length() > LONGEST_NAME) {
            wrong(pointer + "/name", "A test's name has 1 to " + LONGEST_NAME + " characters.");
        } else if (!names.add(name)) {
            wrong(pointer + "/name", "Another test is called \"" + name + "\"; give this one another name.");
        }
        if (!(test.get("context") instanceof ObjectNode context)) {
            return wrong(pointer + "/context", "A context is an object of attributes, {} for nobody in particular.");
        }
        if (!(test.get("expect") instanceof ObjectNode expect)) {
            return wrong(pointer + "/expect", "Write {\"variant\": …} or {\"value\": …}.");
        }
        only(expect, pointer + "/expect", List.of("variant", "value"));
        JsonNode variant = expect.get("variant");
        JsonNode value = expect.get("value");
        if (variant == null && value == null) {
            return wrong(pointer + "/expect", "Name the \"variant\" or the \"value\" that is to be served.");
        }
        if (variant != null && !variant.isTextual()) {
            return wrong(pointer + "/expect/variant", "A variant is named by a string.");
        }
        return new FlagTest(
                name,
                context,
                variant == null ? null : variant.asText(),
                value == null ? null : Json.node(Json.value(value)));
    }

    private void only(ObjectNode object, String pointer, List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(
                        dev.firstlight.core.Problem.at(pointer, name),
                        "Unknown field \"" + name + "\"; take it out or use one of " + String.join(", ", known) + ".");
            }
        });
    }

    private @Nullable FlagTest wrong(String pointer, String detail) {
        problems.add(new Problem.Entry(pointer, detail));
        return null;
    }
}
