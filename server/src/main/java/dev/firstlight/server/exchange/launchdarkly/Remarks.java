package dev.firstlight.server.exchange.launchdarkly;

import dev.firstlight.server.exchange.Remark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what differs in one flag or segment. */
record Remarks(@Nullable String flag, List<Remark> all) {

    Remarks(@Nullable String flag) {
        this(flag, new ArrayList<>());
    }

    void differs(String pointer, String sentence) {
        all.add(new Remark(Remark.Severity.DIFFERS, pointer, flag, sentence));
    }
}
