import type { Condition } from "./condition.js";

/** How many keys a large segment may have. */
export const MAX_COUNT = 1_000_000;

/** A reusable audience. */
export interface SegmentSpec {
  /** Targeting keys that belong to it. */
  readonly included: readonly string[];
  /** Targeting keys that do not, whatever else says they do. */
  readonly excluded: readonly string[];
  /** Who else belongs to it, null for nobody. */
  readonly when: Condition | null;
  /** Which further keys belong to it, null for none. */
  readonly large: Large | null;
}

/** Keys that travel apart from the ruleset, as a `LargeSegment`. */
export interface Large {
  /** The version they are meant in. */
  readonly version: number;
  /** How many there are. */
  readonly count: number;
}
