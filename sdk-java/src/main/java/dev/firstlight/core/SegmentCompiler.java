package dev.firstlight.core;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles all segments of a ruleset, those that others name first. */
final class SegmentCompiler {

    private SegmentCompiler() {}

    /**
     * All but those that go round in a circle; what is wrong with any is added to the problems.
     *
     * @param large the keys that travel apart from the ruleset, null where it is compiled without them
     */
    static Map<String, SegmentCondition> compile(
            RulesetSpec ruleset,
            @Nullable Map<String, LargeSegment> large,
            Shared shared,
            Limits limits,
            List<Problem> problems) {
        Map<String, SegmentSpec> specs = ruleset.segments();
        Map<String, Set<String>> named = new LinkedHashMap<>();
        specs.forEach((key, spec) -> named.put(key, named(spec.when(), new LinkedHashSet<>())));
        References references = References.of(named);
        Map<String, SegmentCondition> compiled = new HashMap<>();
        for (String key : references.order()) {
            SegmentSpec spec = specs.get(key);
            if (spec != null) {
                SegmentCondition segment = compile(key, spec, specs, compiled, shared, limits, problems);
                compiled.put(key, large == null ? segment : segment.with(large.get(key)));
            }
        }
        for (String key : references.cyclic().keySet()) {
            problems.add(new Problem(
                    Problem.at("/segments", key) + "/when",
                    "Segments name one another in a circle (" + references.cycleFrom(key)
                            + "); remove one of the names."));
        }
        return compiled;
    }

    private static SegmentCondition compile(
            String key,
            SegmentSpec spec,
            Map<String, SegmentSpec> specs,
            Map<String, SegmentCondition> compiled,
            Shared shared,
            Limits limits,
            List<Problem> problems) {
        Findings findings = new Findings();
        ConditionCompiler compiler = new ConditionCompiler(compiled, specs, shared, findings, limits);
        String pointer = Problem.at("/segments", key) + "/when";
        Condition when = spec.when();
        CompiledCondition condition = when == null ? ConditionCompiler.NEVER : compiler.compile(when, pointer);
        if (compiler.steps() > limits.steps()) {
            findings.add(pointer, "The segment takes more than " + limits.steps() + " steps; make it simpler.");
        }
        problems.addAll(findings.problems());
        String broken = findings.problems().isEmpty()
                ? findings.first()
                : "The segment '" + key + "' cannot be evaluated; correct it first.";
        return new SegmentCondition(key, spec, condition, compiler.steps() + 1, compiler.depth(), broken);
    }

    private static Set<String> named(@Nullable Condition condition, Set<String> keys) {
        if (condition instanceof Condition.InSegment in) {
            keys.add(in.segment());
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(part -> named(part, keys));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(part -> named(part, keys));
        } else if (condition instanceof Condition.Not not) {
            named(not.condition(), keys);
        }
        return keys;
    }
}
