import type { Range } from "./range.js";

/** The ranges of a split in some regions. */
export interface RegionalRanges {
  /** Regions, or groups of them. */
  readonly in: readonly string[];
  /** What is served there. */
  readonly ranges: readonly Range[];
}
