package dev.firstlight.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One environment's flags at one revision, compiled and immutable. Two are equal only if they are the same object. */
public final class Ruleset {

    private final RulesetSpec spec;
    private final Map<String, CompiledFlag> flags;
    private final Set<String> released;
    private final Counters counters;

    private Ruleset(RulesetSpec spec, Map<String, CompiledFlag> flags, List<Tally> kinds) {
        this.spec = spec;
        this.flags = flags;
        Set<String> keys = new HashSet<>();
        spec.flags().forEach((key, flag) -> {
            if (flag.release() != null) {
                keys.add(key);
            }
        });
        this.released = Collections.unmodifiableSet(keys);
        this.counters = new Counters(kinds);
    }

    /**
     * Compiles a ruleset. Never throws for what is in it: a flag that cannot be understood becomes one that answers
     * {@link ErrorCode#PARSE_ERROR}, and the others are as if it were not there.
     */
    public static Ruleset compile(RulesetSpec spec) {
        return compile(spec, Map.of());
    }

    /**
     * Compiles a ruleset some of whose segments' keys travel apart from it. A flag whose segment's keys are not there, or
     * not in the version the ruleset names, answers {@link ErrorCode#PARSE_ERROR}.
     *
     * @param large by segment key
     */
    public static Ruleset compile(RulesetSpec spec, Map<String, LargeSegment> large) {
        return compile(spec, large, Limits.SDK, new ArrayList<>());
    }

    /**
     * Everything that is wrong with a ruleset, the keys that travel apart from it aside.
     *
     * @param limits how large it may be
     * @return empty where nothing is wrong; pointers start at the ruleset's root
     */
    public static List<Problem> check(RulesetSpec spec, Limits limits) {
        List<Problem> problems = new ArrayList<>();
        compile(spec, null, limits, problems);
        RulesetCheck.check(spec, limits, problems);
        return List.copyOf(problems);
    }

    private static Ruleset compile(
            RulesetSpec spec, @Nullable Map<String, LargeSegment> large, Limits limits, List<Problem> problems) {
        Shared shared = new Shared();
        Map<String, SegmentCondition> segments = SegmentCompiler.compile(spec, large, shared, limits, problems);
        RegionGroups regionGroups = new RegionGroups(spec.regionGroups());
        Map<String, CompiledFlag> flags = new LinkedHashMap<>(); // problems come in the order of the flags
        spec.flags().forEach((key, flag) -> {
            Findings findings = new Findings();
            flags.put(
                    key, new FlagCompiler(key, flag, spec, regionGroups, segments, limits, shared, findings).compile());
            problems.addAll(findings.problems());
        });
        spec.unreadable().forEach((key, detail) -> {
            CompiledFlag flag = new CompiledFlag(key, null);
            flag.breakWith(ErrorCode.PARSE_ERROR, detail, spec.revision());
            flags.put(key, flag);
            problems.add(new Problem(Problem.at("/flags", key), detail));
        });
        new PrerequisiteLinker(flags, spec.revision(), limits, problems).link();
        return new Ruleset(spec, flags, shared.kinds());
    }

    /** The project's key. */
    public String project() {
        return spec.project();
    }

    /** The environment's key. */
    public String environment() {
        return spec.environment();
    }

    /** The lineage of the environment's revisions. */
    public long epoch() {
        return spec.epoch();
    }

    /** The number of the last change within the epoch. */
    public long revision() {
        return spec.revision();
    }

    /** What it was compiled from. */
    public RulesetSpec spec() {
        return spec;
    }

    /** The keys of all flags, those that could not be understood included. */
    public Set<String> flagKeys() {
        return Collections.unmodifiableSet(flags.keySet());
    }

    /**
     * A flag as it was written.
     *
     * @return null where there is no such flag, or it could not be read
     */
    public @Nullable FlagSpec flag(String key) {
        return spec.flags().get(key);
    }

    /** All flags, those that could not be understood included, in the order of their keys; a list made anew, to be kept. */
    public List<FlagEvaluator> evaluators() {
        return flags.values().stream()
                .map(flag -> new FlagEvaluator(flag, revision()))
                .sorted(Comparator.comparing(FlagEvaluator::key))
                .toList();
    }

    /** The keys of the flags that a release runs on. */
    public Set<String> releasedFlags() {
        return released;
    }

    /** The flags that this version does not understand: what is wrong, by flag key. */
    public Map<String, String> unsupported() {
        Map<String, String> unsupported = new HashMap<>();
        flags.forEach((key, flag) -> {
            Evaluation broken = flag.broken;
            if (broken != null && broken.errorCode() == ErrorCode.PARSE_ERROR && broken.errorMessage() != null) {
                unsupported.put(key, broken.errorMessage());
            }
        });
        return unsupported;
    }

    /**
     * Counts an evaluation of one of its flags. The {@link Evaluator} itself counts nothing.
     *
     * @param evaluation what the {@link Evaluator} answered for this very ruleset
     * @return false for one that is not counted here, since it served nothing
     */
    public boolean count(Evaluation evaluation) {
        int kind = evaluation.kind();
        if (kind == Counters.NONE) {
            return false;
        }
        counters.increment(kind);
        return true;
    }

    /** What was counted since this was last called; nothing that was not served. */
    public List<Tally> takeCounts() {
        return counters.take();
    }

    @Nullable
    CompiledFlag compiled(String key) {
        return flags.get(key);
    }
}
