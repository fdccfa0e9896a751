package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.exchange.Acceptance;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code {"flags": …, "segments": …}} as LaunchDarkly's server-side SDKs get it. Units keep their buckets. */
public final class LaunchDarklyImport {

    private final JsonNode document;
    private final Map<String, FlagSpec> flags = new LinkedHashMap<>();
    private final Map<String, SegmentSpec> segments = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, String> origins = new HashMap<>();

    private LaunchDarklyImport(JsonNode document) {
        this.document = document;
    }

    /** What the document becomes. */
    public static Imported read(JsonNode document) {
        LaunchDarklyImport read = new LaunchDarklyImport(document);
        Set<String> segmentKeys = new LinkedHashSet<>();
        document.path("segments").properties().stream()
                .filter(segment -> !segment.getValue().path("deleted").asBoolean())
                .forEach(segment -> segmentKeys.add(segment.getKey()));
        segmentKeys.forEach(key -> read.segment(key, segmentKeys));
        document.path("flags").properties().stream()
                .filter(flag -> !flag.getValue().path("deleted").asBoolean())
                .forEach(flag -> read.flag(flag.getKey(), flag.getValue(), segmentKeys));
        return Acceptance.of(new Imported(read.flags, read.segments, read.remarks), read.origins);
    }

    private void segment(String key, Set<String> segmentKeys) {
        String pointer = Problem.at("/segments", key);
        Remarks found = new Remarks(null);
        try {
            SegmentSpec segment = new SegmentImport(new ClauseImport(segmentKeys, found))
                    .read(key, document.path("segments").path(key), pointer);
            String name = named(key, pointer, segments, found);
            segments.put(name, segment);
            origins.put(Problem.at("/segments", name), pointer);
            remarks.addAll(found.all());
        } catch (Refused refused) {
            remarks.add(refused.remark());
        }
    }

    private void flag(String key, JsonNode flag, Set<String> segmentKeys) {
        String pointer = Problem.at("/flags", key);
        String name = KeyName.of(key);
        Remarks found = new Remarks(name);
        try {
            FlagSpec spec = new FlagImport(key, flag, pointer, segmentKeys, found)
                    .read(new Prerequisites(document.path("flags")));
            named(key, pointer, flags, found);
            flags.put(name, spec);
            origins.put(Problem.at("/flags", name), pointer);
            remarks.addAll(found.all());
        } catch (Refused refused) {
            remarks.add(refused.remark(name));
        }
    }

    private static String named(String key, String pointer, Map<String, ?> taken, Remarks remarks) {
        String name = KeyName.of(key);
        if (taken.containsKey(name)) {
            throw new Refused(pointer, "Another key becomes '" + name + "' too; rename one of them first.");
        }
        if (!name.equals(key)) {
            remarks.differs(
                    pointer, "Keys have small letters here: '" + key + "' is now '" + name + "'; ask for it so.");
        }
        return name;
    }
}
