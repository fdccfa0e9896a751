package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import org.jspecify.annotations.Nullable;

/** A foreign system's document, evaluated by that system's own rules, so that an import can be held against it. */
public interface Foreign {

    /**
     * What a flag serves.
     *
     * @param variant the name that the import gives it, null where the system served none (its caller's fallback)
     * @param value null where the system has none
     */
    record Answer(@Nullable String variant, @Nullable JsonNode value) {

        /** The system draws lots at every evaluation, so no answer is the right one. */
        public static final Answer LOTS = new Answer(null, null);
    }

    /**
     * What the foreign system answers.
     *
     * @param flag the flag's key in the foreign document
     * @param foreignContext a context as the foreign system's SDKs take it
     */
    Answer evaluate(String flag, JsonNode foreignContext);

    /** The context under which the imported flags answer the same. */
    Context context(JsonNode foreignContext);
}
