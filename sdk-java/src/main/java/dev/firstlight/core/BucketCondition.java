package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A compiled {@link Condition.InBucket}. */
final class BucketCondition implements CompiledCondition {

    private final AttributePath by;
    private final Bucketer bucketer;
    private final int from;
    private final int to;

    BucketCondition(Condition.InBucket spec, AttributePath by, String salt) {
        this.by = by;
        this.bucketer = Bucketer.of(spec.hash(), salt);
        this.from = spec.from();
        this.to = spec.to();
    }

    @Override
    public boolean holds(Context context, @Nullable Trace trace) {
        String unit = Bucketing.unit(by.of(context));
        int bucket = unit == null ? Metadata.NO_BUCKET : bucketer.bucket(unit);
        boolean holds = bucket >= from && bucket < to;
        if (trace != null) {
            String saw = unit == null ? "no unit" : "bucket " + bucket + " of \"" + unit + '"';
            trace.step("bucket", by + " in [" + from + ", " + to + "), saw " + saw, holds);
        }
        return holds;
    }
}
