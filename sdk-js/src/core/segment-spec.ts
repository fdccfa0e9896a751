import type { Condition } from "./condition.js";

/** A reusable audience. */
export interface SegmentSpec {
  /** Targeting keys that belong to it. */
  readonly included: readonly string[];
  /** Targeting keys that do not, whatever else says they do. */
  readonly excluded: readonly string[];
  /** Who else belongs to it, null for nobody. */
  readonly when: Condition | null;
}
