import type { CompiledCondition } from "./compiled-condition.js";
import type { SegmentSpec } from "./segment-spec.js";
import { show } from "./trace.js";

/** A compiled segment. */
export interface SegmentCondition {
  readonly holds: CompiledCondition;
  /** How many conditions an evaluation may have to look at, itself included. */
  readonly steps: number;
}

/** Excluded wins, then included, then the condition. */
export function segmentCondition(
  key: string,
  spec: SegmentSpec,
  when: CompiledCondition,
): CompiledCondition {
  const included = new Set(spec.included);
  const excluded = new Set(spec.excluded);
  return (context, trace) => {
    const targetingKey = context.targetingKey;
    const isExcluded = targetingKey !== null && excluded.has(targetingKey);
    const isIncluded = !isExcluded && targetingKey !== null && included.has(targetingKey);
    const holds = isIncluded || (!isExcluded && when(context, trace));
    if (trace !== null) {
      const why = isExcluded ? "excluded" : isIncluded ? "included" : "by its condition";
      trace.step("segment", `"${key}", saw ${show(targetingKey)}, ${why}`, holds);
    }
    return holds;
  };
}
