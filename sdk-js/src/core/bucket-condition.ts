import { BUCKETS, unitOf } from "./bucketing.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { InBucket } from "./condition.js";
import type { Findings } from "./findings.js";
import { type Hash, MURMUR3 } from "./hash.js";
import { NO_BUCKET } from "./metadata.js";
import type { Shared } from "./shared.js";

/** Compiles a bucket condition; null, and a finding, where something is wrong with it. */
export function compileBucket(
  spec: InBucket,
  pointer: string,
  shared: Shared,
  findings: Findings,
): CompiledCondition | null {
  const { from, to, salt, hash } = spec;
  const wrong = shared.hashProblem(hash);
  if (wrong !== null) {
    return findings.add(pointer + wrong.pointer, wrong.detail);
  }
  if (salt === null || (salt === "" && !mayBeUnsalted(hash))) {
    return findings.add(
      `${pointer}/salt`,
      "A bucket condition needs a salt; give the one of the split it follows.",
    );
  }
  if (from < 0 || to > BUCKETS || from >= to) {
    return findings.add(pointer, "Buckets go from 0 to 100000; let 'from' be less than 'to'.");
  }
  const by = shared.path(spec.by);
  const bucketOf = shared.bucketer(hash, salt);
  return (context, trace) => {
    const unit = unitOf(by.of(context));
    const bucket = unit === null ? NO_BUCKET : bucketOf(unit);
    const holds = bucket >= from && bucket < to;
    trace?.inBucket(by, from, to, unit, bucket, holds);
    return holds;
  };
}

/** Whether units without a salt before them are meant by a hash. */
function mayBeUnsalted(hash: Hash): boolean {
  return hash.name !== MURMUR3.name;
}
