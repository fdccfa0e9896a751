package dev.firstlight.server.exchange;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what a foreign document becomes, one flag or segment after the other. */
public final class Gathering {

    private final Map<String, FlagSpec> flags = new LinkedHashMap<>();
    private final Map<String, SegmentSpec> segments = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, String> origins = new HashMap<>();

    /**
     * Takes in a flag, or the refusal of it.
     *
     * @param name its name there
     * @param pointer where it stands there
     * @param read makes the flag and says where it differs
     */
    public void flag(String name, String pointer, Function<Remarks, FlagSpec> read) {
        take(flags, "/flags", name, KeyName.of(name), pointer, read);
    }

    /** Takes in a segment; as {@link #flag}. */
    public void segment(String name, String pointer, Function<Remarks, SegmentSpec> read) {
        take(segments, "/segments", name, null, pointer, read);
    }

    private <T> void take(
            Map<String, T> all,
            String where,
            String name,
            @Nullable String flag,
            String pointer,
            Function<Remarks, T> read) {
        Remarks found = new Remarks(flag);
        String key = KeyName.of(name);
        try {
            T made = read.apply(found);
            if (all.containsKey(key)) {
                throw new Refused(pointer, "Another key becomes '" + key + "' too; rename one of them first.");
            }
            if (!key.equals(name)) {
                found.differs(
                        pointer, "Keys have small letters here: '" + name + "' is now '" + key + "'; ask for it so.");
            }
            all.put(key, made);
            origins.put(Problem.at(where, key), pointer);
            remarks.addAll(found.all());
        } catch (Refused refused) {
            remarks.add(flag == null ? refused.remark() : refused.remark(flag));
        }
    }

    /** Says something about the document as a whole. */
    public void differs(String pointer, String sentence) {
        remarks.add(new Remark(Remark.Severity.DIFFERS, pointer, null, sentence));
    }

    /** What of it all can be written. */
    public Imported accepted() {
        return Acceptance.of(new Imported(flags, segments, remarks), origins);
    }
}
