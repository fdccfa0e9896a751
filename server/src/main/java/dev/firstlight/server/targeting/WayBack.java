package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * From what an environment is to what it was.
 *
 * @param flags documents that flags go back to
 * @param segments documents that segments go back to
 * @param beyond what it does not reach, by how the answer calls it
 */
record WayBack(Map<String, String> flags, Map<String, String> segments, Map<String, Set<String>> beyond) {

    static WayBack of(List<Change> then, List<Change> now) {
        Map<String, String> flagsThen = documents(then, Change.Kind.FLAG);
        Map<String, String> flagsNow = documents(now, Change.Kind.FLAG);
        Map<String, String> flags = new TreeMap<>();
        flagsThen.forEach((flag, document) -> {
            String present = flagsNow.get(flag);
            if (present != null && !FlagDocument.targeting(present).equals(FlagDocument.targeting(document))) {
                flags.put(flag, document);
            }
        });
        Map<String, String> segmentsThen = documents(then, Change.Kind.SEGMENT);
        Map<String, String> segmentsNow = documents(now, Change.Kind.SEGMENT);
        Map<String, String> segments = new TreeMap<>();
        Set<String> large = new HashSet<>();
        segmentsThen.forEach((key, document) -> {
            ObjectNode was = segment(document);
            ObjectNode is = segment(segmentsNow.getOrDefault(key, "{}"));
            if (!Objects.equals(was.remove("large"), is.remove("large"))) {
                large.add(key);
            }
            if (!was.equals(is)) {
                segments.put(key, document);
            }
        });
        return new WayBack(
                flags,
                segments,
                Map.of(
                        "flagsNotThereThen", missing(flagsNow, flagsThen),
                        "flagsGoneSince", missing(flagsThen, flagsNow),
                        "segmentsNotThereThen", missing(segmentsNow, segmentsThen),
                        "largeListsThatDiffer", large));
    }

    private static ObjectNode segment(String document) {
        return (ObjectNode) Json.read(document);
    }

    private static Map<String, String> documents(List<Change> changes, Change.Kind kind) {
        Map<String, String> documents = new HashMap<>();
        changes.forEach(change -> {
            if (change.kind() == kind && change.document() != null) {
                documents.put(change.key(), change.document());
            }
        });
        return documents;
    }

    private static Set<String> missing(Map<String, String> in, Map<String, String> from) {
        Set<String> keys = new HashSet<>(in.keySet());
        keys.removeAll(from.keySet());
        return keys;
    }

    /** The same for flags, as edits. */
    List<FlagEdit> edits() {
        List<FlagEdit> edits = new ArrayList<>();
        flags.forEach((flag, document) -> edits.add(FlagEdit.back(flag, null, document)));
        return edits;
    }

    /** The same for flags and segments. */
    Together.Wanted together() {
        return new Together.Wanted(edits(), segments, null);
    }

    static KeptAnswer nothing(EnvironmentRef where) {
        ObjectNode view = Json.object().put("revision", where.revision());
        view.putArray("flags");
        return new KeptAnswer(200, null, view);
    }

    /** The answer, with what is beyond reach. */
    KeptAnswer explain(KeptAnswer answer) {
        ObjectNode view = (ObjectNode) Objects.requireNonNull(answer.body());
        if (!view.has("segments")) {
            view.putArray("segments");
        }
        new TreeMap<>(beyond).forEach((name, keys) -> {
            ArrayNode list = view.putArray(name);
            keys.stream().sorted().forEach(list::add);
        });
        return answer;
    }
}
