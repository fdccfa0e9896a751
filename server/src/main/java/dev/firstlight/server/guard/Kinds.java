package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Definition;
import dev.firstlight.server.metric.Kind;
import java.util.List;
import java.util.Map;

/** Metrics by their kind. */
final class Kinds {
    private Kinds() {}

    /** Whether others than our SDKs count it. */
    static boolean counted(Kind kind) {
        return kind == Kind.PROMETHEUS || kind == Kind.OTLP;
    }

    /** The keys of those of one kind, sorted. */
    static List<String> of(Kind kind, Map<String, Definition> definitions) {
        return definitions.values().stream()
                .filter(one -> one.kind() == kind)
                .map(Definition::key)
                .sorted()
                .toList();
    }
}
