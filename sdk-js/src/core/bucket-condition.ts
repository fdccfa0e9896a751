import { AttributePath } from "./attribute-path.js";
import { bucketAfter, salted, unitOf } from "./bucketing.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { InBucket } from "./condition.js";
import { NO_BUCKET } from "./metadata.js";

/** A compiled bucket condition. */
export function bucketCondition(spec: InBucket, salt: string): CompiledCondition {
  const by = new AttributePath(spec.by);
  const saltHash = salted(salt);
  const { from, to } = spec;
  return (context, trace) => {
    const unit = unitOf(by.of(context));
    const bucket = unit === null ? NO_BUCKET : bucketAfter(saltHash, unit);
    const holds = bucket >= from && bucket < to;
    if (trace !== null) {
      const saw = unit === null ? "no unit" : `bucket ${bucket} of "${unit}"`;
      trace.step("bucket", `${by} in [${from}, ${to}), saw ${saw}`, holds);
    }
    return holds;
  };
}
