import type { CompiledCondition } from "./compiled-condition.js";
import { describes, type LargeSegment } from "./large-segment.js";
import type { SegmentSpec } from "./segment-spec.js";

/** A compiled segment. */
export interface SegmentCondition {
  readonly holds: CompiledCondition;
  /** How many conditions an evaluation may have to look at, itself included. */
  readonly steps: number;
  /** How deep its conditions nest. */
  readonly depth: number;
  /** Why it cannot be evaluated, in a sentence; null where it can. */
  readonly broken: string | null;
}

/** Excluded wins, then included, then the large list of keys, then the condition. */
export function segmentCondition(
  key: string,
  spec: SegmentSpec,
  large: LargeSegment | null,
  when: CompiledCondition,
): CompiledCondition {
  const included = new Set(spec.included);
  const excluded = new Set(spec.excluded);
  return (context, trace) => {
    const targetingKey = context.targetingKey;
    const isExcluded = targetingKey !== null && excluded.has(targetingKey);
    const isIncluded = !isExcluded && targetingKey !== null && included.has(targetingKey);
    const isListed =
      !isExcluded && !isIncluded && targetingKey !== null && large?.contains(targetingKey) === true;
    const holds = isIncluded || isListed || (!isExcluded && when(context, trace));
    if (trace !== null) {
      const why = isExcluded
        ? "excluded"
        : isIncluded
          ? "included"
          : isListed
            ? "among its large list of keys"
            : "by its condition";
      trace.segment(key, targetingKey, why, holds);
    }
    return holds;
  };
}

/** What is wrong with all that name a segment of which something is wrong. */
export function brokenSegment(key: string): string {
  return `The segment '${key}' cannot be evaluated; correct it first.`;
}

/** Why a segment cannot be evaluated with these keys; null where it can, or needs none. */
export function missingKeys(
  key: string,
  { large: named }: SegmentSpec,
  keys: LargeSegment | null,
): string | null {
  const there = named === null || describes(named, keys);
  return there
    ? null
    : `The ${named.count} keys of the segment '${key}' in version ${named.version} ` +
        "are not here, so nobody knows who is in it.";
}
