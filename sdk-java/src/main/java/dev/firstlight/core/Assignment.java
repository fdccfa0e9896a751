package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * A unit's part in a release.
 *
 * @param release the release's id
 * @param stage the stage it is in
 * @param region where the context is
 * @param arm which variant the unit is served
 * @param unit the unit itself; only its {@link UnitHash} may leave the application
 */
public record Assignment(String release, int stage, String region, Arm arm, String unit) {

    /** The two sides that a release compares. */
    public enum Arm {
        TREATMENT("treatment"),
        CONTROL("control");

        private final String key;

        Arm(String key) {
            this.key = key;
        }

        /** The name on the wire. */
        public String key() {
            return key;
        }
    }

    /**
     * The part of a context in the release of a flag, evaluated for the purpose.
     *
     * @return null where no release runs on the flag or the context is not in its population
     */
    public static @Nullable Assignment of(Ruleset ruleset, String flagKey, Context context) {
        FlagSpec flag = ruleset.flag(flagKey);
        return flag == null || flag.release() == null
                ? null
                : of(ruleset, flagKey, context, Evaluator.evaluate(ruleset, flagKey, context, null));
    }

    /**
     * The part of a context in the release of a flag, by what the flag was just evaluated to. Only units that the flag's
     * default split placed in a bucket take part, and only in the regions that the release has reached.
     *
     * @param evaluation what the {@link Evaluator} answered for the same ruleset, flag and context
     * @return null where no release runs on the flag or the context is not in its population
     */
    public static @Nullable Assignment of(Ruleset ruleset, String flagKey, Context context, Evaluation evaluation) {
        FlagSpec flag = ruleset.flag(flagKey);
        ReleaseSpec release = flag == null ? null : flag.release();
        Metadata metadata = evaluation.metadata();
        boolean byDefaultSplit = evaluation.reason() == Reason.SPLIT
                && metadata.ruleId() == null
                && metadata.bucket() != Metadata.NO_BUCKET;
        if (flag == null || release == null || !byDefaultSplit || !(flag.defaultServe() instanceof Serve.Split split)) {
            return null;
        }
        String region = context.region();
        Arm arm = arm(release, evaluation.variant());
        String unit = Bucketing.unit(context.attribute(split.by()));
        if (region == null || arm == null || unit == null || !release.regions().contains(region)) {
            return null;
        }
        return new Assignment(release.id(), release.stage(), region, arm, unit);
    }

    private static @Nullable Arm arm(ReleaseSpec release, @Nullable String variant) {
        if (release.treatment().equals(variant)) {
            return Arm.TREATMENT;
        }
        return release.control().equals(variant) ? Arm.CONTROL : null;
    }
}
