package dev.firstlight.server.exchange.unleash;

import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a flag, the first that holds counts: a target, a rule, or the default, which always holds.
 *
 * @param at where the condition stands
 * @param serve without regions
 * @param stickiness what Unleash calls that by which it splits; null where it is the split's own attribute
 * @param from where what is served stands
 * @param note for people
 */
record Entry(
        Condition when,
        String at,
        Serve serve,
        @Nullable String stickiness,
        String from,
        @Nullable String note) {

    private static final List<String> DEFAULT =
            List.of(Context.TARGETING_KEY, Fields.SESSION_ID, Fields.REMOTE_ADDRESS);

    static List<Entry> of(FlagSpec flag, String pointer, Map<String, List<String>> regionGroups) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < flag.targets().size(); i++) {
            String at = Problem.at(pointer + "/targets", i);
            Condition listed = Conditions.leaf(
                    Context.TARGETING_KEY, "in", flag.targets().get(i).keys());
            entries.add(new Entry(
                    listed, at, new Serve.Variant(flag.targets().get(i).variant()), null, at, null));
        }
        for (int i = 0; i < flag.rules().size(); i++) {
            Rule rule = flag.rules().get(i);
            String at = Problem.at(pointer + "/rules", i);
            add(
                    entries,
                    new Entry(rule.when(), at + "/when", rule.serve(), null, at + "/serve", rule.note()),
                    regionGroups);
        }
        String at = pointer + "/default";
        add(entries, new Entry(Conditions.ALWAYS, at, flag.defaultServe(), null, at, null), regionGroups);
        return merged(entries);
    }

    /** A split of several regions is a step for each and one for the others. */
    private static void add(List<Entry> entries, Entry entry, Map<String, List<String>> regionGroups) {
        if (!(entry.serve instanceof Serve.Split split)) {
            entries.add(entry);
            return;
        }
        for (RegionalRanges regional : split.regions()) {
            List<String> regions = regional.in().stream()
                    .flatMap(name -> regionGroups.getOrDefault(name, List.of(name)).stream())
                    .distinct()
                    .toList();
            Condition there = both(entry.when, Conditions.leaf("region", "in", regions));
            Serve.Split ranges = new Serve.Split(split.by(), split.hash(), split.salt(), List.of(), regional.ranges());
            entries.add(new Entry(there, entry.at, ranges, null, entry.from, entry.note));
        }
        Serve.Split rest = new Serve.Split(split.by(), split.hash(), split.salt(), List.of(), split.ranges());
        entries.add(new Entry(entry.when, entry.at, rest, null, entry.from, entry.note));
    }

    private static Condition both(Condition who, Condition more) {
        return who.equals(Conditions.ALWAYS) ? more : new Condition.All(List.of(who, more));
    }

    /** By the user, else the session, else the address: what Unleash calls the default, and an import writes out. */
    private static List<Entry> merged(List<Entry> entries) {
        List<Entry> merged = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (isDefault(entries, i)) {
                Entry last = entries.get(i + DEFAULT.size() - 1);
                merged.add(new Entry(last.when, last.at, entry.serve, "default", entry.from, entry.note));
                i += DEFAULT.size() - 1;
            } else {
                merged.add(entry);
            }
        }
        return merged;
    }

    private static boolean isDefault(List<Entry> entries, int from) {
        int last = from + DEFAULT.size() - 1;
        if (last >= entries.size() || !(entries.get(last).serve instanceof Serve.Split split)) {
            return false;
        }
        Condition who = entries.get(last).when;
        return IntStream.range(0, DEFAULT.size()).allMatch(i -> {
            Entry entry = entries.get(from + i);
            String by = DEFAULT.get(i);
            Condition when = from + i == last ? who : both(who, Conditions.exists(by));
            return entry.when.equals(when)
                    && entry.serve.equals(new Serve.Split(by, split.hash(), split.salt(), List.of(), split.ranges()));
        });
    }
}
