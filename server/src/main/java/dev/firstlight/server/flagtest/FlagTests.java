package dev.firstlight.server.flagtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tests of a flag in one environment. */
public record FlagTests(List<FlagTest> all) {

    /** Of a flag that has none. */
    public static final FlagTests NONE = new FlagTests(List.of());

    /** Reads what {@link #text} made; null is none. */
    public static FlagTests of(@Nullable String text) {
        return text == null ? NONE : FlagTestReader.read(Json.read(text));
    }

    /**
     * Reads what somebody sent: {@code [{name, context, expect: {variant | value}}]}.
     *
     * @throws dev.firstlight.server.platform.Failure with every mistake and its pointer
     */
    public static FlagTests read(@Nullable JsonNode sent) {
        return FlagTestReader.read(sent);
    }

    /** Asks the flag in each of them, in their order. */
    public List<FlagTest.Outcome> run(Ruleset ruleset, String flag) {
        List<FlagTest.Outcome> outcomes = new ArrayList<>();
        all.forEach(test -> outcomes.add(test.run(ruleset, flag)));
        return outcomes;
    }

    /** As they are shown. */
    public ArrayNode json() {
        ArrayNode list = Json.object().arrayNode();
        all.forEach(test -> list.add(test.json()));
        return list;
    }

    /** As they are kept; null where there is none. */
    public @Nullable String text() {
        return all.isEmpty() ? null : Json.write(json());
    }
}
