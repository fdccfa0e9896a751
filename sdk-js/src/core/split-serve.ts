import type { AttributePath } from "./attribute-path.js";
import type { Bucketer } from "./bucketer.js";
import { unitOf } from "./bucketing.js";
import type { CompiledServe } from "./compiled-serve.js";
import type { Context } from "./context.js";
import type { Evaluation } from "./evaluation.js";
import { NO_BUCKET } from "./metadata.js";
import type { Regional } from "./regional.js";
import type { Trace } from "./trace.js";

/** Ranges in the order of their ends. */
export interface Ranges {
  /** Where each ends and what it serves, with metadata that still lacks the bucket. */
  readonly entries: readonly { readonly to: number; readonly served: Evaluation }[];
  /**
   * What a context without a unit is served: the last range's variant, so that in a release it is
   * the control.
   */
  readonly withoutUnit: Evaluation;
}

/** A compiled split. */
export function splitServe(
  by: AttributePath,
  bucketer: Bucketer,
  regional: Regional | null,
  elsewhere: Ranges,
): CompiledServe {
  return (context, trace) => {
    const ranges = rangesIn(context, regional, elsewhere, trace);
    const unit = unitOf(by.of(context));
    if (unit === null) {
      const served = ranges.withoutUnit;
      trace?.split(by, null, NO_BUCKET, served.variant);
      return served;
    }
    const bucket = bucketer(unit);
    const evaluation = at(ranges, bucket);
    trace?.split(by, unit, bucket, evaluation.variant);
    return evaluation;
  };
}

function at(ranges: Ranges, bucket: number): Evaluation {
  for (const { to, served } of ranges.entries) {
    if (bucket < to) {
      return placed(served, bucket);
    }
  }
  throw new Error("the ranges of a split end at the last bucket");
}

/** Written out: copies by spread take several times as long. */
function placed(
  { value, variant, reason, errorCode, errorMessage, metadata }: Evaluation,
  bucket: number,
): Evaluation {
  const { revision, ruleId, prerequisite } = metadata;
  return {
    value,
    variant,
    reason,
    errorCode,
    errorMessage,
    metadata: { revision, ruleId, bucket, prerequisite, errorCode: metadata.errorCode },
  };
}

function rangesIn(
  context: Context,
  regional: Regional | null,
  elsewhere: Ranges,
  trace: Trace | null,
): Ranges {
  if (regional === null) {
    return elsewhere;
  }
  const region = context.region;
  const ranges = region === null ? undefined : regional.in(region);
  trace?.region(region, ranges !== undefined);
  return ranges ?? elsewhere;
}
