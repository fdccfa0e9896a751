package dev.firstlight.server.exchange;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Packs a ruleset's flags for another system, one after the other, and keeps what a person must know. */
public final class Packing {

    private final RulesetSpec spec;
    private final Map<String, String> broken;
    private final List<Remark> remarks = new ArrayList<>();

    /** Of one ruleset. */
    public Packing(RulesetSpec spec) {
        this.spec = spec;
        this.broken = Ruleset.compile(spec).unsupported();
    }

    /** Writes one flag, or throws {@link Refused}. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the flag of a key, which stands at a pointer; what differs goes to the remarks. */
        void write(String key, FlagSpec flag, String pointer, Remarks found);
    }

    /** Writes each flag; nothing is said of what differs in a flag that is refused. */
    public void flags(Writer writer) {
        spec.flags().forEach((key, flag) -> {
            Remarks found = new Remarks(key);
            String pointer = Problem.at("/flags", key);
            try {
                refuseBroken(key, flag, pointer);
                writer.write(key, flag, pointer, found);
                found.all().stream().distinct().forEach(remarks::add);
            } catch (Refused refused) {
                remarks.add(refused.remark(key));
            }
        });
        spec.unreadable()
                .forEach((key, detail) ->
                        remarks.add(new Remark(Remark.Severity.REFUSED, Problem.at("/flags", key), key, detail)));
    }

    /** A flag that answers with an error here has no answer that could be the same there. */
    private void refuseBroken(String key, FlagSpec flag, String pointer) {
        String detail = broken.get(key);
        boolean large = spec.segments().values().stream().anyMatch(segment -> segment.large() != null);
        // Keys that travel apart are never here; whoever writes the segment says so in better words.
        if (flag.enabled() && detail != null && !large) {
            throw new Refused(pointer, detail);
        }
    }

    /** Says something about the document as a whole. */
    public void differs(String pointer, String sentence) {
        remarks.add(new Remark(Remark.Severity.DIFFERS, pointer, null, sentence));
    }

    /** What was said, in the order in which it was. */
    public List<Remark> remarks() {
        return List.copyOf(remarks);
    }
}
