package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what the rules and the default of one flag serve. */
final class ServeCompiler {

    private final FlagSpec flag;
    private final String key;
    private final Shared shared;
    private final long revision;
    private final RegionGroups regionGroups;
    private final Findings findings;
    /** The same in the sentences of all that name a variant that is not there. */
    private @Nullable String knownVariants;

    /**
     * A compiler of one flag's serves.
     *
     * @param key the flag's key
     */
    ServeCompiler(
            FlagSpec flag, String key, long revision, RegionGroups regionGroups, Shared shared, Findings findings) {
        this.flag = flag;
        this.key = key;
        this.shared = shared;
        this.revision = revision;
        this.regionGroups = regionGroups;
        this.findings = findings;
    }

    /** Null where it could not be compiled. */
    @Nullable
    CompiledServe compile(Serve serve, @Nullable String ruleId, Reason reason, String pointer) {
        if (serve instanceof Serve.Variant fixed) {
            Evaluation evaluation = evaluation(fixed.variant(), reason, ruleId, pointer + "/variant");
            return evaluation == null ? null : new FixedServe(evaluation);
        }
        if (serve instanceof Serve.Split split) {
            return split(split, ruleId, pointer + "/split");
        }
        findings.add(pointer, ((Serve.Unknown) serve).detail());
        return null;
    }

    /** The one evaluation that serves a variant for a reason; null where there is no such variant. */
    @Nullable
    Evaluation evaluation(String variant, Reason reason, @Nullable String ruleId, String pointer) {
        Object value = flag.variants().get(variant);
        if (value == null) {
            findings.add(pointer, unknownVariant(variant, knownVariants()));
            return null;
        }
        Metadata metadata = new Metadata(revision, ruleId, Metadata.NO_BUCKET, null, null);
        return Evaluation.of(value, variant, reason, metadata, shared.kind(key, variant, reason));
    }

    private String knownVariants() {
        if (knownVariants == null) {
            knownVariants = Names.known(flag.variants().keySet());
        }
        return knownVariants;
    }

    static String unknownVariant(String variant, String known) {
        return "The flag has no variant '" + variant + "'; use one of " + known + ".";
    }

    private @Nullable CompiledServe split(Serve.Split split, @Nullable String ruleId, String pointer) {
        Problem hash = split.hash().problem();
        if (hash != null) {
            findings.add(pointer + hash.pointer(), hash.detail());
            return null;
        }
        if (split.by().isEmpty()) {
            findings.add(pointer + "/by", "The split's attribute is empty; name one, such as 'targetingKey'.");
            return null;
        }
        SplitServe.Ranges elsewhere = ranges(split.ranges(), ruleId, pointer + "/ranges");
        Regional regional = new Regional(regionGroups);
        boolean complete = elsewhere != null;
        for (int i = 0; i < split.regions().size(); i++) {
            RegionalRanges entry = split.regions().get(i);
            SplitServe.Ranges ranges = ranges(entry.ranges(), ruleId, Problem.at(pointer + "/regions", i) + "/ranges");
            if (ranges == null) {
                complete = false;
                continue;
            }
            regional.add(entry.in(), ranges);
        }
        String salt = split.salt() == null ? flag.salt() : split.salt();
        return complete && elsewhere != null
                ? new SplitServe(
                        shared.nextSplit(),
                        shared.path(split.by()),
                        Bucketer.of(split.hash(), salt),
                        regional,
                        elsewhere)
                : null;
    }

    private SplitServe.@Nullable Ranges ranges(List<Range> ranges, @Nullable String ruleId, String pointer) {
        int[] ends = new int[ranges.size()];
        Evaluation[] served = new Evaluation[ends.length];
        int before = 0;
        boolean usable = true;
        for (int i = 0; i < ends.length; i++) {
            Range range = ranges.get(i);
            if (range.to() <= before) {
                findings.add(
                        Problem.at(pointer, i) + "/to",
                        "Each range must end after the one before; raise 'to' above " + before
                                + " or remove the range.");
                usable = false;
            }
            before = range.to();
            ends[i] = before;
            Evaluation evaluation =
                    evaluation(range.variant(), Reason.SPLIT, ruleId, Problem.at(pointer, i) + "/variant");
            if (evaluation == null) {
                usable = false;
            } else {
                served[i] = evaluation;
            }
        }
        if (before != Bucketing.BUCKETS) {
            findings.add(pointer, "The ranges must end at 100000; give the last one that 'to'.");
            usable = false;
        }
        return usable ? new SplitServe.Ranges(ends, served, withoutUnit(served[ends.length - 1], ruleId)) : null;
    }

    private Evaluation withoutUnit(Evaluation last, @Nullable String ruleId) {
        return last.with(new Metadata(revision, ruleId, Metadata.NO_BUCKET, null, ErrorCode.TARGETING_KEY_MISSING));
    }
}
