package dev.firstlight.server.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what differs in one flag or segment. */
public record Remarks(@Nullable String flag, List<Remark> all) {

    /** A collector for a flag, or for a segment where there is none. */
    public Remarks(@Nullable String flag) {
        this(flag, new ArrayList<>());
    }

    /** Says where the flag is imported and behaves otherwise. */
    public void differs(String pointer, String sentence) {
        all.add(new Remark(Remark.Severity.DIFFERS, pointer, flag, sentence));
    }
}
