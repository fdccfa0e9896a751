package dev.firstlight.server.ruleset;

import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which flags may answer otherwise by one ruleset than by another. */
public final class Affected {

    private Affected() {}

    /** The keys of all flags that changed themselves, or by a segment, a region group or a prerequisite. */
    public static Set<String> flags(Ruleset before, Ruleset now) {
        RulesetSpec old = before.spec();
        RulesetSpec fresh = now.spec();
        if (!old.regionGroups().equals(fresh.regionGroups())) {
            Set<String> all = new HashSet<>(before.flagKeys());
            all.addAll(now.flagKeys());
            return all;
        }
        Set<String> flags = differing(old.flags(), fresh.flags());
        flags.addAll(differing(old.unreadable(), fresh.unreadable()));
        Set<String> segments = differing(old.segments(), fresh.segments());
        if (!segments.isEmpty()) {
            grow(segments, fresh.segments(), segment -> names(segment.when(), segments));
            addAll(flags, fresh.flags(), flag -> flag.rules().stream().anyMatch(rule -> names(rule.when(), segments)));
        }
        grow(flags, fresh.flags(), flag -> flag.prerequisites().stream().anyMatch(each -> flags.contains(each.flag())));
        return flags;
    }

    private static <T> Set<String> differing(Map<String, T> before, Map<String, T> now) {
        Set<String> keys = new HashSet<>();
        now.forEach((key, value) -> {
            if (!Objects.equals(before.get(key), value)) {
                keys.add(key);
            }
        });
        before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        return keys;
    }

    /** Adds what names one of them, and what names that, until nothing more does. */
    private static <T> void grow(Set<String> keys, Map<String, T> all, Predicate<T> names) {
        boolean grew = !keys.isEmpty();
        while (grew) {
            grew = addAll(keys, all, names);
        }
    }

    private static <T> boolean addAll(Set<String> keys, Map<String, T> all, Predicate<T> wanted) {
        Set<String> more = new HashSet<>();
        all.forEach((key, value) -> {
            if (!keys.contains(key) && wanted.test(value)) {
                more.add(key);
            }
        });
        return keys.addAll(more);
    }

    private static boolean names(@Nullable Condition condition, Set<String> segments) {
        if (condition instanceof Condition.InSegment in) {
            return segments.contains(in.segment());
        }
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().anyMatch(part -> names(part, segments));
        }
        if (condition instanceof Condition.Any any) {
            return any.conditions().stream().anyMatch(part -> names(part, segments));
        }
        return condition instanceof Condition.Not not && names(not.condition(), segments);
    }

    /** Whether browsers may see the flag in one of the two. */
    public static boolean isVisible(String key, Ruleset before, Ruleset now) {
        return isVisible(before.flag(key)) || isVisible(now.flag(key));
    }

    private static boolean isVisible(@Nullable FlagSpec flag) {
        return flag != null && flag.clientVisible();
    }
}
