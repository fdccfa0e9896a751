package dev.firstlight.server.exchange;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Limits;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an import what the server would refuse when it is written, and whatever depends on that: so what remains
 * can be written as it is.
 */
public final class Acceptance {

    private final Map<String, FlagSpec> flags;
    private final Map<String, SegmentSpec> segments;
    private final List<Remark> remarks;
    private final Map<String, String> origins;

    private Acceptance(Imported imported, Map<String, String> origins) {
        this.flags = new LinkedHashMap<>(imported.flags());
        this.segments = new LinkedHashMap<>(imported.segments());
        this.remarks = new ArrayList<>(imported.remarks());
        this.origins = origins;
    }

    /**
     * What of an import can be written.
     *
     * @param origins where each flag and segment stands in the foreign document, by its pointer in the ruleset
     *     ({@code /flags/some-key}); what is not there stands at the same place
     */
    public static Imported of(Imported imported, Map<String, String> origins) {
        Acceptance acceptance = new Acceptance(imported, origins);
        while (acceptance.refuse()) {
            // Each turn takes out what leaned on what the turn before took out.
        }
        return new Imported(acceptance.flags, acceptance.segments, List.copyOf(acceptance.remarks));
    }

    private boolean refuse() {
        boolean any = false;
        for (Problem problem : Ruleset.check(spec(), Limits.SERVER)) {
            String[] place = problem.pointer().split("/", 4);
            if (place.length < 3) {
                add(problem.pointer(), null, problem.detail());
                continue;
            }
            String key = place[2].replace("~1", "/").replace("~0", "~");
            boolean ofFlag = place[1].equals("flags");
            if ((ofFlag ? flags.remove(key) : segments.remove(key)) != null) {
                String pointer = "/" + place[1] + "/" + place[2];
                add(origins.getOrDefault(pointer, pointer), ofFlag ? key : null, problem.detail());
                any = true;
            }
        }
        return any;
    }

    private void add(String pointer, @Nullable String flag, String sentence) {
        Remark remark = new Remark(Remark.Severity.REFUSED, pointer, flag, sentence);
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    private RulesetSpec spec() {
        return new RulesetSpec("import", "import", 1, 1, Map.of(), flags, segments);
    }
}
