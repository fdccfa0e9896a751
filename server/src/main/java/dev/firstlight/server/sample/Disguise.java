package dev.firstlight.server.sample;

import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.core.Operator;
import dev.firstlight.core.Rule;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rulesets as they have to be to judge contexts whose values are hashed: what is compared for equality is hashed too, and
 * what cannot be told becomes a {@link Question}, an attribute of its own that can be answered either way. The evaluator
 * remains the one that SDKs have.
 */
final class Disguise {

    /**
     * Something that some contexts do not tell.
     *
     * @param attribute which one is asked for; null for the keys of a large segment, which no context tells
     * @param readsHashes whether a hash is enough to tell
     */
    record Question(@Nullable String attribute, boolean readsHashes) {

        boolean isOpenFor(SampledContext context) {
            return attribute == null
                    || (context.hashed().contains(attribute) ? !readsHashes : context.withholds(attribute));
        }
    }

    private final Sampling sampling;
    private final KeyedHash hash;
    private final boolean keysAreClear;
    private final Set<String> hashed = new HashSet<>();
    private final Set<String> withheld = new HashSet<>();
    private final Map<String, String> hashes = new HashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final Map<Object, Condition> asked = new HashMap<>();
    private final Map<Condition, Integer> numbers = new IdentityHashMap<>();

    Disguise(Sample sample, KeyedHash hash) {
        this.sampling = sample.sampling();
        this.hash = hash;
        this.keysAreClear = sampling.allows(Context.TARGETING_KEY);
        sample.contexts().forEach(context -> {
            hashed.addAll(context.hashed());
            withheld.addAll(context.withheld());
        });
    }

    /** The name of the attribute that answers a question with true; no application has one of that name. */
    static String answer(int question) {
        return "\0" + question;
    }

    /** The number of the question that a condition asks; null for any other. */
    @Nullable
    Integer question(Condition condition) {
        return numbers.get(condition);
    }

    List<Question> questions() {
        return questions;
    }

    RulesetSpec of(RulesetSpec spec) {
        Map<String, FlagSpec> flags = new LinkedHashMap<>();
        spec.flags().forEach((key, flag) -> flags.put(key, flag(flag)));
        Map<String, SegmentSpec> segments = new LinkedHashMap<>();
        spec.segments().forEach((key, segment) -> segments.put(key, segment(key, segment)));
        return new RulesetSpec(
                spec.project(),
                spec.environment(),
                spec.epoch(),
                spec.revision(),
                spec.regionGroups(),
                flags,
                segments,
                spec.unreadable());
    }

    private FlagSpec flag(FlagSpec flag) {
        return new FlagSpec(
                flag.type(),
                flag.variants(),
                flag.salt(),
                flag.enabled(),
                flag.offVariant(),
                flag.clientVisible(),
                flag.prerequisites(),
                flag.targets().stream()
                        .map(target -> new Target(target.variant(), keys(target.keys())))
                        .toList(),
                flag.rules().stream()
                        .map(rule -> new Rule(rule.id(), rule.note(), condition(rule.when()), rule.serve()))
                        .toList(),
                flag.defaultServe(),
                flag.release());
    }

    private SegmentSpec segment(String key, SegmentSpec segment) {
        Condition when = segment.when() == null ? null : condition(segment.when());
        if (segment.large() != null) {
            Condition large = ask("segment " + key, null, false);
            when = when == null ? large : new Condition.Any(List.of(when, large));
        }
        return new SegmentSpec(keys(segment.included()), keys(segment.excluded()), when);
    }

    private List<String> keys(List<String> keys) {
        return keysAreClear
                ? keys
                : keys.stream().map(key -> hashed(Context.TARGETING_KEY, key)).toList();
    }

    private Condition condition(Condition condition) {
        if (condition instanceof Condition.All all) {
            return new Condition.All(
                    all.conditions().stream().map(this::condition).toList());
        }
        if (condition instanceof Condition.Any any) {
            return new Condition.Any(
                    any.conditions().stream().map(this::condition).toList());
        }
        if (condition instanceof Condition.Not not) {
            return new Condition.Not(condition(not.condition()));
        }
        return condition instanceof Condition.Leaf leaf ? leaf(leaf) : condition;
    }

    private Condition leaf(Condition.Leaf leaf) {
        String name = leaf.attribute();
        if (leaf.op().equals(Operator.EXISTS.key())) {
            return orOpen(leaf, leaf, true);
        }
        if (name.equals(Context.REGION) || sampling.allows(name)) {
            return orOpen(leaf, leaf, false);
        }
        if (leaf.op().equals(Operator.IN.key()) && !leaf.ignoreCase()) {
            List<Object> values = new ArrayList<>();
            leaf.values().forEach(value -> values.add(hashed(name, value)));
            return orOpen(new Condition.Leaf(name, leaf.op(), values, false, leaf.every()), leaf, true);
        }
        // A context that does not have the attribute is told from one whose value cannot be compared.
        return ask(leaf, name, false);
    }

    /** Asks only where there are contexts that leave it open. */
    private Condition orOpen(Condition.Leaf told, Condition.Leaf leaf, boolean readsHashes) {
        String name = leaf.attribute();
        boolean open = withheld.contains("*")
                || withheld.stream().anyMatch(each -> SampledContext.isOrHolds(each, name))
                || (!readsHashes && hashed.contains(name));
        return open ? new Condition.Any(List.of(told, ask(leaf, name, readsHashes))) : told;
    }

    private Condition ask(Object about, @Nullable String attribute, boolean readsHashes) {
        return asked.computeIfAbsent(about, key -> {
            int number = questions.size();
            Condition question =
                    new Condition.Leaf(answer(number), Operator.IN.key(), List.of(Boolean.TRUE), false, false);
            questions.add(new Question(attribute, readsHashes));
            numbers.put(question, number);
            return question;
        });
    }

    private String hashed(String attribute, Object value) {
        return hashes.computeIfAbsent(
                attribute + '\0' + value.getClass() + value, key -> SampledContext.hashed(hash.of(attribute, value)));
    }
}
