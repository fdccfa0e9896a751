import type { AttributePath } from "./attribute-path.js";
import type { Bucketer } from "./bucketer.js";
import { unitOf } from "./bucketing.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { InBucket } from "./condition.js";
import { NO_BUCKET } from "./metadata.js";

/** A compiled bucket condition. */
export function bucketCondition(
  { from, to }: InBucket,
  by: AttributePath,
  bucketOf: Bucketer,
): CompiledCondition {
  return (context, trace) => {
    const unit = unitOf(by.of(context));
    const bucket = unit === null ? NO_BUCKET : bucketOf(unit);
    const holds = bucket >= from && bucket < to;
    trace?.inBucket(by, from, to, unit, bucket, holds);
    return holds;
  };
}
