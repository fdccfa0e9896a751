package dev.firstlight.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compiles one flag but for its prerequisites, which are linked when all flags are there. */
final class FlagCompiler {

    private final String pointer;
    private final FlagSpec spec;
    private final Findings findings;
    private final ServeCompiler serves;
    private final ConditionCompiler conditions;
    private final CompiledFlag flag;
    private final long revision;

    FlagCompiler(
            String key,
            FlagSpec spec,
            RulesetSpec ruleset,
            RegionGroups regionGroups,
            Map<String, SegmentCondition> segments,
            Limits limits,
            Shared shared,
            Findings findings) {
        this.pointer = Problem.at("/flags", key);
        this.spec = spec;
        this.findings = findings;
        this.revision = ruleset.revision();
        this.flag = new CompiledFlag(key, spec);
        this.serves = new ServeCompiler(spec, key, revision, regionGroups, shared, findings);
        this.conditions = new ConditionCompiler(segments, ruleset.segments(), shared, findings, limits);
    }

    CompiledFlag compile() {
        variants();
        if (spec.salt().isEmpty()) {
            findings.add(pointer + "/salt", "The salt is empty; give the flag a random one.");
        }
        boolean variantsUsable = findings.first() == null;
        Evaluation off = serves.evaluation(spec.offVariant(), Reason.DISABLED, null, pointer + "/offVariant");
        targets();
        rules();
        CompiledServe defaultServe = serves.compile(spec.defaultServe(), null, defaultReason(), pointer + "/default");
        if (defaultServe != null) {
            flag.defaultServe = defaultServe;
        }
        // A flag must still go off where only its rules are not understood.
        flag.off = variantsUsable ? off : null;
        flag.steps += conditions.steps() + spec.rules().size();
        String problem = findings.first();
        if (problem != null) {
            flag.breakWith(ErrorCode.PARSE_ERROR, problem, revision);
        }
        return flag;
    }

    private void variants() {
        if (spec.variants().isEmpty()) {
            findings.add(pointer + "/variants", "The flag has no variants; give it at least one.");
        }
        new TreeMap<>(spec.variants()).forEach((name, value) -> {
            if (!spec.type().accepts(value)) {
                findings.add(
                        Problem.at(pointer + "/variants", name),
                        "The variant is not of the flag's type; make it " + described(spec.type()) + ".");
            }
        });
    }

    private static String described(ValueType type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case STRING -> "a string";
            case INTEGER -> "a whole number between −(2^53 − 1) and 2^53 − 1";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
        };
    }

    private void targets() {
        for (int i = 0; i < spec.targets().size(); i++) {
            Target target = spec.targets().get(i);
            Evaluation evaluation = serves.evaluation(
                    target.variant(), Reason.TARGETING_MATCH, null, Problem.at(pointer + "/targets", i) + "/variant");
            if (evaluation != null) {
                target.keys().forEach(key -> flag.targets.putIfAbsent(key, evaluation));
            }
        }
    }

    private void rules() {
        List<CompiledFlag.CompiledRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < spec.rules().size(); i++) {
            Rule rule = spec.rules().get(i);
            String at = Problem.at(pointer + "/rules", i);
            if (rule.id().isEmpty() || !ids.add(rule.id())) {
                findings.add(at + "/id", "A rule's id must be there and differ from the other rules'; give another.");
            }
            CompiledCondition when = conditions.compile(rule.when(), at + "/when");
            CompiledServe serve = serves.compile(rule.serve(), rule.id(), Reason.TARGETING_MATCH, at + "/serve");
            if (serve != null) {
                rules.add(new CompiledFlag.CompiledRule(rule.id(), when, serve));
            }
        }
        flag.rules = rules.toArray(CompiledFlag.CompiledRule[]::new);
    }

    private Reason defaultReason() {
        boolean fixed = spec.targets().isEmpty()
                && spec.rules().isEmpty()
                && spec.prerequisites().isEmpty();
        return fixed ? Reason.STATIC : Reason.DEFAULT;
    }
}
