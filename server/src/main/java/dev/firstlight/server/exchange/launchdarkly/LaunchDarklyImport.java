package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Gathering;
import dev.firstlight.server.exchange.Imported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code {"flags": …, "segments": …}} as LaunchDarkly's server-side SDKs get it. Units keep their buckets. */
public final class LaunchDarklyImport {

    private LaunchDarklyImport() {}

    /** What the document becomes. */
    public static Imported read(JsonNode document) {
        Gathering gathering = new Gathering();
        kinds(document, gathering);
        Map<String, JsonNode> segments = existing(document.path("segments"));
        segments.forEach((key, segment) -> {
            String pointer = Problem.at("/segments", key);
            gathering.segment(key, pointer, remarks -> new SegmentImport(new ClauseImport(segments.keySet(), remarks))
                    .read(key, segment, pointer));
        });
        Prerequisites prerequisites = new Prerequisites(document.path("flags"));
        existing(document.path("flags")).forEach((key, flag) -> {
            String pointer = Problem.at("/flags", key);
            gathering.flag(key, pointer, remarks -> new FlagImport(key, flag, pointer, segments.keySet(), remarks)
                    .read(prerequisites));
        });
        return gathering.accepted();
    }

    private static void kinds(JsonNode document, Gathering gathering) {
        Set<String> kinds = new TreeSet<>(document.findValuesAsText("contextKind"));
        kinds.addAll(document.findValuesAsText("rolloutContextKind"));
        kinds.removeAll(List.of(Kinds.USER, ""));
        for (String kind : kinds) {
            gathering.differs(
                    "",
                    "A context has no kinds here: send the one of the kind '" + kind + "' as the attribute '" + kind
                            + "', an object with its 'key', and let no user have an attribute of that name.");
        }
    }

    /** Deleted ones stay in a document for a while. */
    private static Map<String, JsonNode> existing(JsonNode members) {
        Map<String, JsonNode> existing = new LinkedHashMap<>();
        members.properties().stream()
                .filter(member -> !member.getValue().path("deleted").asBoolean())
                .forEach(member -> existing.put(member.getKey(), member.getValue()));
        return existing;
    }
}
