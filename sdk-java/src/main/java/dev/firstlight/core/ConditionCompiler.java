package dev.firstlight.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the conditions of one flag or one segment. */
final class ConditionCompiler {

    /** Stands where a condition could not be compiled; its flag is broken, so it is never asked. */
    static final CompiledCondition NEVER = (context, trace) -> false;

    private final Map<String, SegmentCondition> segments;
    private final Map<String, SegmentSpec> known;
    private final Shared shared;
    private final Findings findings;
    private final Limits limits;
    private int steps;
    private int deepest;

    /**
     * A compiler that counts what it compiles.
     *
     * @param segments those compiled already
     * @param known all there are, also those that could not be compiled
     */
    ConditionCompiler(
            Map<String, SegmentCondition> segments,
            Map<String, SegmentSpec> known,
            Shared shared,
            Findings findings,
            Limits limits) {
        this.segments = segments;
        this.known = known;
        this.shared = shared;
        this.findings = findings;
        this.limits = limits;
    }

    /** How many conditions an evaluation may have to look at, those of segments included. */
    int steps() {
        return steps;
    }

    /** How deep they nest, those of segments included. */
    int depth() {
        return deepest;
    }

    CompiledCondition compile(Condition condition, String pointer) {
        return compile(condition, pointer, 1);
    }

    private CompiledCondition compile(Condition condition, String pointer, int depth) {
        if (depth > limits.depth()) {
            return broken(pointer, "Conditions nest deeper than " + limits.depth() + "; use a segment for a part.");
        }
        steps++;
        deepest = Math.max(deepest, depth);
        if (condition instanceof Condition.All all) {
            CompiledCondition[] parts = compileAll(all.conditions(), pointer + "/all", depth);
            return (context, trace) -> all(parts, context, trace);
        }
        if (condition instanceof Condition.Any any) {
            CompiledCondition[] parts = compileAll(any.conditions(), pointer + "/any", depth);
            return (context, trace) -> any(parts, context, trace);
        }
        if (condition instanceof Condition.Not not) {
            CompiledCondition part = compile(not.condition(), pointer + "/not", depth + 1);
            return (context, trace) -> !CompiledCondition.holds(part, context, trace);
        }
        if (condition instanceof Condition.InSegment in) {
            return segment(in.segment(), pointer + "/segment", depth);
        }
        if (condition instanceof Condition.InBucket in) {
            return bucket(in, pointer + "/bucket");
        }
        if (condition instanceof Condition.Leaf leaf) {
            return leaf(leaf, leaf.every() ? pointer + "/every" : pointer);
        }
        return broken(pointer, ((Condition.Unknown) condition).detail());
    }

    private CompiledCondition[] compileAll(List<Condition> conditions, String pointer, int depth) {
        CompiledCondition[] compiled = new CompiledCondition[conditions.size()];
        for (int i = 0; i < compiled.length; i++) {
            compiled[i] = compile(conditions.get(i), Problem.at(pointer, i), depth + 1);
        }
        return compiled;
    }

    private static boolean all(CompiledCondition[] parts, Context context, @Nullable Trace trace) {
        for (CompiledCondition part : parts) {
            if (!CompiledCondition.holds(part, context, trace)) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(CompiledCondition[] parts, Context context, @Nullable Trace trace) {
        for (CompiledCondition part : parts) {
            if (CompiledCondition.holds(part, context, trace)) {
                return true;
            }
        }
        return false;
    }

    private CompiledCondition segment(String key, String pointer, int depth) {
        SegmentCondition segment = segments.get(key);
        if (segment != null && segment.broken() != null) {
            findings.inherit(segment.broken());
            return NEVER;
        }
        if (segment != null && depth + segment.depth() > limits.depth()) {
            return broken(
                    pointer,
                    "With those of the segment '" + key + "' conditions nest deeper than " + limits.depth()
                            + "; name it further up.");
        }
        if (segment != null) {
            deepest = Math.max(deepest, depth + segment.depth());
            steps = (int) Math.min((long) steps + segment.steps(), Integer.MAX_VALUE / 2);
            return segment;
        }
        if (!known.containsKey(key)) {
            return broken(pointer, "There is no segment '" + key + "'; create it or name another.");
        }
        findings.inherit("The segment '" + key + "' cannot be evaluated; correct it first.");
        return NEVER;
    }

    private CompiledCondition bucket(Condition.InBucket in, String pointer) {
        Problem hash = in.hash().problem();
        if (hash != null) {
            return broken(pointer + hash.pointer(), hash.detail());
        }
        if (in.salt() == null || (in.salt().isEmpty() && !in.hash().mayBeUnsalted())) {
            return broken(pointer + "/salt", "A bucket condition needs a salt; give the one of the split it follows.");
        }
        if (in.from() < 0 || in.to() > Bucketing.BUCKETS || in.from() >= in.to()) {
            return broken(pointer, "Buckets go from 0 to 100000; let 'from' be less than 'to'.");
        }
        return new BucketCondition(in, shared.path(in.by()), in.salt());
    }

    private CompiledCondition leaf(Condition.Leaf leaf, String pointer) {
        Operator operator = Operator.of(leaf.op());
        if (operator == null) {
            return broken(
                    pointer + "/op", "Unknown operator '" + leaf.op() + "'; use one of " + Operator.known() + ".");
        }
        if (leaf.attribute().isEmpty()) {
            return broken(pointer + "/attribute", "The attribute's name is empty; name one.");
        }
        if (leaf.ignoreCase() && operator != Operator.IN) {
            return broken(pointer + "/ignoreCase", "Only the operator 'in' can ignore case; remove it.");
        }
        Match match = Matches.compile(leaf, operator, pointer, findings);
        return match == null ? NEVER : shared.leaf(leaf, operator, match);
    }

    private CompiledCondition broken(String pointer, String detail) {
        findings.add(pointer, detail);
        return NEVER;
    }
}
