package dev.firstlight.server.targeting;

import dev.firstlight.server.platform.Problem;
import java.util.List;

/** Says problems of the environment that would be at the place of what was sent. */
final class Pointers {

    private Pointers() {}

    /** With one flag the pointer is into its document already; with several it begins with {@code /flags/key}. */
    static Problem.Entry told(Problem.Entry entry, List<FlagEdit> edits) {
        if (edits.size() == 1) {
            return edits.get(0).told().apply(entry);
        }
        for (FlagEdit edit : edits) {
            String root = dev.firstlight.core.Problem.at("/flags", edit.flag());
            if (entry.pointer().equals(root) || entry.pointer().startsWith(root + "/")) {
                return edit.told().apply(new Problem.Entry(entry.pointer().substring(root.length()), entry.detail()));
            }
        }
        return entry;
    }
}
