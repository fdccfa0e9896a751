import type { Prerequisite } from "./prerequisite.js";
import type { ReleaseSpec } from "./release-spec.js";
import type { Rule } from "./rule.js";
import type { Serve } from "./serve.js";
import type { Target } from "./target.js";
import type { ValueType } from "./value-type.js";

/** One flag in one environment as it was written. */
export interface FlagSpec {
  /** What all its variants are. */
  readonly type: ValueType;
  /** Values by variant name, in the order written: boolean, string, number or object. */
  readonly variants: ReadonlyMap<string, unknown>;
  /** What keeps its buckets apart from other flags'; never changes. */
  readonly salt: string;
  /** Whether it serves anything but the off variant. */
  readonly enabled: boolean;
  /** What it serves while it is not enabled. */
  readonly offVariant: string;
  /** Whether browsers may see its values. */
  readonly clientVisible: boolean;
  /** Flags that must serve certain variants first. */
  readonly prerequisites: readonly Prerequisite[];
  /** Targeting keys that get a variant whatever the rules say. */
  readonly targets: readonly Target[];
  /** In order; the first that matches decides. */
  readonly rules: readonly Rule[];
  /** What is served when no rule matches. */
  readonly defaultServe: Serve;
  /** The release that runs on it, null where none does. */
  readonly release: ReleaseSpec | null;
}
