import type { assignmentOf } from "./assignment.js";
import type { compileBucket } from "./bucket-condition.js";
import type { Bucketer } from "./bucketer.js";
import type { fold } from "./case-folding.js";
import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import type { Hash } from "./hash.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";
import type { linkPrerequisites } from "./prerequisite-linker.js";
import type { Problem } from "./problem.js";
import type { Regional } from "./regional.js";
import type { compileSegments } from "./segment-compiler.js";

/** Compiles an operator and its values; null, and a finding, where it cannot use them. */
export type MatchCompiler = (
  leaf: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
) => Match | null;

/** What splits by hashes of other systems need. */
export interface ForeignHashes {
  /** What is wrong with a hash and where; null where nothing is. */
  problemOf(hash: Hash): Problem | null;
  /** The bucketer of a hash that has no problem. */
  bucketer(hash: Hash, salt: string): Bucketer;
}

/**
 * What few rulesets need and weighs much, so that where bytes count it is loaded only for a ruleset that needs it. Null
 * stands for what is not there.
 */
export interface Extras {
  /** The operator `matches`, which is all of RE2. */
  readonly patterns: MatchCompiler | null;
  /** The operators that compare instants, versions and networks. */
  readonly comparisons: MatchCompiler | null;
  /** Segments. */
  readonly segments: typeof compileSegments | null;
  /** The hashes of other systems. */
  readonly hashes: ForeignHashes | null;
  /** Flags that depend on others. */
  readonly prerequisites: typeof linkPrerequisites | null;
  /** Splits that differ by region. */
  readonly regions: typeof Regional | null;
  /** Conditions on buckets. */
  readonly buckets: typeof compileBucket | null;
  /** Comparisons that ignore case. */
  readonly folding: typeof fold | null;
  /** Who takes part in releases. */
  readonly releases: typeof assignmentOf | null;
}

/** The name of one of them. */
export type Extra = keyof Extras;

export const NO_EXTRAS: Extras = {
  patterns: null,
  comparisons: null,
  segments: null,
  hashes: null,
  prerequisites: null,
  regions: null,
  buckets: null,
  folding: null,
  releases: null,
};
