package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether keys are in a document's lists of them; a long list is taken apart once, not for every context. */
final class Listed {

    private final Map<JsonNode, Set<String>> lists = new IdentityHashMap<>();

    boolean in(JsonNode list, @Nullable String key) {
        return key != null
                && lists.computeIfAbsent(list, values -> new HashSet<>(TargetImport.texts(values)))
                        .contains(key);
    }
}
