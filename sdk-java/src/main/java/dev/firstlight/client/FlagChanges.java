package dev.firstlight.client;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.Serve;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether a flag may answer otherwise after a change of the ruleset. */
final class FlagChanges {

    private final @Nullable RulesetSpec before;
    private final RulesetSpec after;
    private final boolean audiences;

    FlagChanges(@Nullable RulesetSpec before, RulesetSpec after) {
        this.before = before;
        this.after = after;
        this.audiences = before == null
                || !before.segments().equals(after.segments())
                || !before.regionGroups().equals(after.regionGroups());
    }

    /** Whether the flag, a prerequisite of it or an audience that it may use is another one now. */
    boolean mayHaveChanged(String flag) {
        return mayHaveChanged(flag, new HashSet<>());
    }

    private boolean mayHaveChanged(String key, Set<String> visited) {
        if (!visited.add(key)) {
            return false;
        }
        FlagSpec then = before == null ? null : before.flags().get(key);
        FlagSpec now = after.flags().get(key);
        boolean wasUnreadable = before != null && before.unreadable().containsKey(key);
        if (!Objects.equals(then, now) || wasUnreadable != after.unreadable().containsKey(key)) {
            return true;
        }
        if (now == null) {
            return false;
        }
        if (audiences && (!now.rules().isEmpty() || now.defaultServe() instanceof Serve.Split)) {
            return true;
        }
        for (Prerequisite prerequisite : now.prerequisites()) {
            if (mayHaveChanged(prerequisite.flag(), visited)) {
                return true;
            }
        }
        return false;
    }
}
