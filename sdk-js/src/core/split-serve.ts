import type { AttributePath } from "./attribute-path.js";
import type { Bucketer } from "./bucketer.js";
import { unitOf } from "./bucketing.js";
import type { CompiledServe } from "./compiled-serve.js";
import type { Context } from "./context.js";
import { type Evaluation, type Served, served } from "./evaluation.js";
import { metadataOf, NO_BUCKET } from "./metadata.js";
import type { Trace } from "./trace.js";

/** Ranges in the order of their ends. */
export interface Ranges {
  /** Where each ends and what it serves, with metadata that still lacks the bucket. */
  readonly entries: readonly { readonly to: number; readonly served: Served }[];
  /**
   * What a context without a unit is served: the last range's variant, so that in a release it is
   * the control.
   */
  readonly withoutUnit: Evaluation;
}

/** The ranges where a context is, undefined where they are those of elsewhere. */
export type RangesByRegion = (context: Context, trace: Trace | null) => Ranges | undefined;

/**
 * A compiled split.
 *
 * @param regional left out where the split is the same in all regions
 */
export function splitServe(
  by: AttributePath,
  bucketer: Bucketer,
  regional: RangesByRegion | undefined,
  elsewhere: Ranges,
): CompiledServe {
  return (context, trace) => {
    const ranges = regional?.(context, trace) ?? elsewhere;
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
  return ranges.withoutUnit; // never, for the ranges end at the last bucket
}

/** Made anew: copies by spread take several times as long. */
function placed({ value, variant, reason, metadata }: Served, bucket: number): Evaluation {
  return served(value, variant, reason, metadataOf(metadata.revision, metadata.ruleId, bucket));
}
