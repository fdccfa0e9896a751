package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A compiled split. */
final class SplitServe implements CompiledServe {

    /**
     * Ranges in the order of their ends.
     *
     * @param to where each ends
     * @param served what each serves, still without the bucket
     * @param withoutUnit what a context without a unit is served: the last range's variant, so that in a release it is
     *     the control
     */
    record Ranges(int[] to, Evaluation[] served, Evaluation withoutUnit) {

        Evaluation at(int bucket) {
            int i = 0;
            while (bucket >= to[i]) {
                i++;
            }
            return served[i].in(bucket);
        }
    }

    /** Different for every split of a ruleset, from 0. */
    final int slot;

    private final AttributePath by;
    private final Bucketer bucketer;
    /** Null where all regions are alike. */
    private final @Nullable Regional regional;

    private final Ranges elsewhere;

    SplitServe(int slot, AttributePath by, Bucketer bucketer, Regional regional, Ranges elsewhere) {
        this.slot = slot;
        this.by = by;
        this.bucketer = bucketer;
        this.regional = regional.isEmpty() ? null : regional;
        this.elsewhere = elsewhere;
    }

    @Override
    public Evaluation serve(Context context, @Nullable Trace trace) {
        Evaluation known = trace == null ? context.served(this) : null;
        if (known != null) {
            return known;
        }
        Evaluation served = placed(context, trace);
        context.remember(this, served);
        return served;
    }

    private Evaluation placed(Context context, @Nullable Trace trace) {
        Ranges ranges = rangesIn(context, trace);
        String unit = unit(context);
        if (unit == null) {
            if (trace != null) {
                trace.step("bucket", "no unit in " + by + ", so the last range", ranges.withoutUnit.variant() + "");
            }
            return ranges.withoutUnit;
        }
        int bucket = bucketer.bucket(unit);
        Evaluation evaluation = ranges.at(bucket);
        if (trace != null) {
            trace.step("bucket", by + " \"" + unit + "\" is in bucket " + bucket, evaluation.variant() + "");
        }
        return evaluation;
    }

    /** The unit of a context, null where it has none. */
    @Nullable
    String unit(Context context) {
        return Bucketing.unit(by.of(context));
    }

    private Ranges rangesIn(Context context, @Nullable Trace trace) {
        if (regional == null) {
            return elsewhere;
        }
        String region = context.region();
        Ranges ranges = region == null ? null : regional.in(region);
        if (trace != null) {
            trace.step("region", "saw " + Trace.show(region), ranges == null ? "elsewhere" : "regional");
        }
        return ranges == null ? elsewhere : ranges;
    }
}
