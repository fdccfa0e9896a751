import type { FlagSpec } from "./flag-spec.js";
import type { SegmentSpec } from "./segment-spec.js";

/** One environment's flags as they were written, before they are compiled. */
export interface RulesetSpec {
  /** The project's key. */
  readonly project: string;
  /** The environment's key. */
  readonly environment: string;
  /** The lineage; only a restore from a backup raises it. */
  readonly epoch: number;
  /** The number of the last change within the epoch. */
  readonly revision: number;
  /** The regions each group stands for, by the group's key. */
  readonly regionGroups: ReadonlyMap<string, readonly string[]>;
  /** By flag key. */
  readonly flags: ReadonlyMap<string, FlagSpec>;
  /** By segment key. */
  readonly segments: ReadonlyMap<string, SegmentSpec>;
  /** Flags that are there but could not be read at all: what is wrong with them, by flag key. */
  readonly unreadable: ReadonlyMap<string, string>;
}
