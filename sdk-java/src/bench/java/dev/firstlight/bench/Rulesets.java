package dev.firstlight.bench;

import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Range;
import dev.firstlight.core.Rule;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.core.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workloads as our own rulesets. */
final class Rulesets {

    private static final Serve ON = new Serve.Variant("on");
    private static final Serve OFF = new Serve.Variant("off");
    private static final Serve THIRTY_PERCENT = new Serve.Split(
            "targetingKey", Hash.MURMUR3, null, List.of(), List.of(new Range(30_000, "on"), new Range(100_000, "off")));

    private Rulesets() {}

    static RulesetSpec of(Workload workload, int flags) {
        Map<String, FlagSpec> specs = new LinkedHashMap<>();
        Map<String, SegmentSpec> segments = new LinkedHashMap<>();
        for (int i = 0; i < flags; i++) {
            specs.put(Questions.flag(i), flag(workload, i));
        }
        if (workload == Workload.PREREQUISITE) {
            specs.put(Questions.GATE, spec(0, List.of(), List.of(), ON));
        }
        if (workload == Workload.SEGMENT) {
            segments.put(Questions.SEGMENT, new SegmentSpec(Questions.members(), List.of(), null));
        }
        return ruleset(specs, segments);
    }

    /** Flags that have many rules, of which none matches. */
    static RulesetSpec ofRules(int flags, int count) {
        Map<String, FlagSpec> specs = new LinkedHashMap<>();
        for (int i = 0; i < flags; i++) {
            List<Rule> rules = new ArrayList<>();
            for (int j = 0; j < count; j++) {
                rules.add(rule(j, leaf("country", "in", "X" + j, "Y" + j)));
            }
            specs.put(Questions.flag(i), spec(i, List.of(), rules, OFF));
        }
        return ruleset(specs, Map.of());
    }

    /** Flags that are on for a segment whose keys travel apart from the ruleset. */
    static RulesetSpec ofLargeSegment(int flags, SegmentSpec.Large large) {
        Map<String, FlagSpec> specs = new LinkedHashMap<>();
        for (int i = 0; i < flags; i++) {
            specs.put(Questions.flag(i), spec(i, List.of(), inSegment(), OFF));
        }
        return ruleset(specs, Map.of(Questions.SEGMENT, new SegmentSpec(List.of(), List.of(), null, large)));
    }

    private static RulesetSpec ruleset(Map<String, FlagSpec> flags, Map<String, SegmentSpec> segments) {
        return new RulesetSpec("bench", "production", 1, 1, Map.of(), flags, segments);
    }

    private static FlagSpec flag(Workload workload, int number) {
        return switch (workload) {
            case TOGGLE -> spec(number, List.of(), List.of(), number % 2 == 0 ? ON : OFF);
            case RULES, RULES_FRESH -> spec(number, List.of(), fiveRules(), OFF);
            case SPLIT, SPLIT_FRESH -> spec(number, List.of(), List.of(), THIRTY_PERCENT);
            case PREREQUISITE -> spec(number, List.of(new Prerequisite(Questions.GATE, List.of("on"))), List.of(), ON);
            case SEGMENT -> spec(number, List.of(), inSegment(), OFF);
        };
    }

    private static List<Rule> inSegment() {
        return List.of(rule(0, new Condition.InSegment(Questions.SEGMENT)));
    }

    private static List<Rule> fiveRules() {
        return List.of(
                rule(0, leaf("country", "in", "FR", "IT", "ES")),
                rule(1, leaf("plan", "in", "free", "trial")),
                rule(2, leaf("email", "endsWith", "@example.com")),
                rule(3, leaf("age", "<", 18d)),
                rule(4, leaf("country", "in", "DE", "AT", "CH")));
    }

    private static Rule rule(int number, Condition when) {
        return new Rule("rule-" + number, null, when, ON);
    }

    private static Condition leaf(String attribute, String op, Object... values) {
        return new Condition.Leaf(attribute, op, List.of(values), false, false);
    }

    private static FlagSpec spec(int number, List<Prerequisite> prerequisites, List<Rule> rules, Serve serve) {
        return new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "salt-" + number,
                true,
                "off",
                false,
                prerequisites,
                List.of(),
                rules,
                serve,
                null);
    }
}
