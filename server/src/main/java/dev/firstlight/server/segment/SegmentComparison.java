package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.platform.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the segments of one environment differ from those of another.
 *
 * @param equal how many are the same
 * @param differing those that are not, by key
 */
public record SegmentComparison(int equal, Map<String, Pair> differing) {

    /** A segment here and there, null where it is not. */
    public record Pair(@Nullable String here, @Nullable String there) {

        /** What differs; none where it is missing on one side. */
        public List<Difference> differences() {
            return here == null || there == null
                    ? List.of()
                    : SegmentDifference.between(Segments.spec(here), Segments.spec(there));
        }
    }

    static SegmentComparison of(Map<String, String> here, Map<String, String> there, Set<String> sameKeys) {
        Set<String> all = new TreeSet<>(here.keySet());
        all.addAll(there.keySet());
        Map<String, Pair> differing = new TreeMap<>();
        for (String key : all) {
            String mine = here.get(key);
            String theirs = there.get(key);
            if (sameKeys.contains(key) && mine != null && theirs != null) {
                mine = withoutKeys(mine);
                theirs = withoutKeys(theirs);
            }
            if (mine == null || !mine.equals(theirs)) {
                differing.put(key, new Pair(mine, theirs));
            }
        }
        return new SegmentComparison(all.size() - differing.size(), differing);
    }

    /** The same keys have another version in another environment, which is no difference. */
    private static String withoutKeys(String document) {
        ObjectNode rest = (ObjectNode) Json.read(document);
        rest.remove("large");
        return Json.write(rest);
    }
}
