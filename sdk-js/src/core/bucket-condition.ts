import type { AttributePath } from "./attribute-path.js";
import { bucketer } from "./bucketer.js";
import { unitOf } from "./bucketing.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { InBucket } from "./condition.js";
import { NO_BUCKET } from "./metadata.js";

/** A compiled bucket condition. */
export function bucketCondition(
  spec: InBucket,
  by: AttributePath,
  salt: string,
): CompiledCondition {
  const bucketOf = bucketer(spec.hash, salt);
  const { from, to } = spec;
  return (context, trace) => {
    const unit = unitOf(by.of(context));
    const bucket = unit === null ? NO_BUCKET : bucketOf(unit);
    const holds = bucket >= from && bucket < to;
    if (trace !== null) {
      const saw = unit === null ? "no unit" : `bucket ${bucket} of "${unit}"`;
      trace.step("bucket", `${by} in [${from}, ${to}), saw ${saw}`, holds);
    }
    return holds;
  };
}
