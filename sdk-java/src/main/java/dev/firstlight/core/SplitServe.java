package dev.firstlight.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled split. */
final class SplitServe implements CompiledServe {

    /**
     * Ranges in the order of their ends.
     *
     * @param to where each ends
     * @param served what each serves, with metadata that still lacks the bucket
     * @param withoutUnit what a context without a unit is served: the last range's variant, so that in a release it is
     *     the control
     */
    record Ranges(int[] to, Evaluation[] served, Evaluation withoutUnit) {

        Evaluation at(int bucket) {
            int i = 0;
            while (bucket >= to[i]) {
                i++;
            }
            Evaluation found = served[i];
            Metadata metadata = found.metadata();
            return new Evaluation(
                    found.value(),
                    found.variant(),
                    Reason.SPLIT,
                    null,
                    null,
                    new Metadata(metadata.revision(), metadata.ruleId(), bucket, null, null));
        }
    }

    private final AttributePath by;
    private final Bucketer bucketer;
    private final Map<String, Ranges> regional;
    private final Ranges elsewhere;

    SplitServe(String by, Bucketer bucketer, Map<String, Ranges> regional, Ranges elsewhere) {
        this.by = new AttributePath(by);
        this.bucketer = bucketer;
        this.regional = regional;
        this.elsewhere = elsewhere;
    }

    @Override
    public Evaluation serve(Context context, @Nullable Trace trace) {
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
        if (regional.isEmpty()) {
            return elsewhere;
        }
        String region = context.region();
        Ranges ranges = region == null ? null : regional.get(region);
        if (trace != null) {
            trace.step("region", "saw " + Trace.show(region), ranges == null ? "elsewhere" : "regional");
        }
        return ranges == null ? elsewhere : ranges;
    }
}
