package dev.firstlight.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator must be able to do, in words: an operator's name, {@code hash:} and a hash's, {@code bucket},
 * {@code every} and {@code large-segments}. SDKs say which they are; a server can then tell, before a flag is changed, who
 * would not understand it.
 */
public final class Capabilities {

    private static final String BUCKET = "bucket";
    private static final String EVERY = "every";
    private static final String LARGE_SEGMENTS = "large-segments";
    private static final String HASH = "hash:";

    /** Those of this version. */
    public static final List<String> ALL = all();

    /** Those of an SDK that says nothing of them: the first version's. Never to be added to. */
    public static final List<String> FIRST = List.of(
            "in",
            "contains",
            "startsWith",
            "endsWith",
            "matches",
            "<",
            "<=",
            ">",
            ">=",
            "before",
            "after",
            "semver=",
            "semver<",
            "semver<=",
            "semver>",
            "semver>=",
            "cidr",
            "exists",
            "hash:murmur3",
            "hash:unleash",
            "hash:launchdarkly",
            "hash:growthbook-1",
            "hash:growthbook-2",
            "hash:flagd",
            BUCKET,
            EVERY,
            LARGE_SEGMENTS);

    private Capabilities() {}

    private static List<String> all() {
        List<String> all = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            all.add(operator.key());
        }
        Hash.NAMES.forEach(name -> all.add(HASH + name));
        all.addAll(List.of(BUCKET, EVERY, LARGE_SEGMENTS));
        return List.copyOf(all);
    }

    /**
     * What a flag needs.
     *
     * @param segments all that there are, by key
     * @return in alphabetical order
     */
    public static Set<String> of(FlagSpec flag, Map<String, SegmentSpec> segments) {
        Need need = new Need(segments, new TreeSet<>(), new TreeSet<>());
        flag.rules().forEach(rule -> {
            need.add(rule.when());
            need.add(rule.serve());
        });
        need.add(flag.defaultServe());
        return need.words;
    }

    private record Need(Map<String, SegmentSpec> segments, Set<String> words, Set<String> seen) {

        void add(Serve serve) {
            if (serve instanceof Serve.Split split) {
                words.add(HASH + split.hash().name());
            }
        }

        void add(@Nullable Condition condition) {
            if (condition instanceof Condition.All all) {
                all.conditions().forEach(this::add);
            } else if (condition instanceof Condition.Any any) {
                any.conditions().forEach(this::add);
            } else if (condition instanceof Condition.Not not) {
                add(not.condition());
            } else if (condition instanceof Condition.Leaf leaf) {
                words.add(leaf.op());
                if (leaf.every()) {
                    words.add(EVERY);
                }
            } else if (condition instanceof Condition.InBucket bucket) {
                words.add(BUCKET);
                words.add(HASH + bucket.hash().name());
            } else if (condition instanceof Condition.InSegment in && seen.add(in.segment())) {
                SegmentSpec segment = segments.get(in.segment());
                if (segment != null && segment.large() != null) {
                    words.add(LARGE_SEGMENTS);
                }
                add(segment == null ? null : segment.when());
            }
        }
    }
}
