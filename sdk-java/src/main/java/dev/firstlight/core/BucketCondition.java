package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A compiled {@link Condition.InBucket}. */
final class BucketCondition implements CompiledCondition {

    private final AttributePath by;
    private final Murmur3 salted;
    private final int from;
    private final int to;

    BucketCondition(Condition.InBucket spec, String salt) {
        this.by = new AttributePath(spec.by());
        this.salted = Bucketing.salted(salt);
        this.from = spec.from();
        this.to = spec.to();
    }

    @Override
    public boolean holds(Context context, @Nullable Trace trace) {
        String unit = Bucketing.unit(by.of(context));
        int bucket = unit == null ? Metadata.NO_BUCKET : Bucketing.bucket(salted, unit);
        boolean holds = bucket >= from && bucket < to;
        if (trace != null) {
            String saw = unit == null ? "no unit" : "bucket " + bucket + " of \"" + unit + '"';
            trace.step("bucket", by + " in [" + from + ", " + to + "), saw " + saw, holds);
        }
        return holds;
    }
}
