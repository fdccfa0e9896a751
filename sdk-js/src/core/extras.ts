import type { RELEASES } from "./assignment.js";
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
import type { compileRegions } from "./regional.js";
import type { SEGMENTS } from "./segment-compiler.js";
import type { Say } from "./sentences.js";

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
 * What few rulesets need and weighs much, so that where bytes count it is loaded only for a ruleset that needs it.
 */
export interface Extras {
  /** The operator `matches`, which is all of RE2. */
  readonly patterns?: MatchCompiler;
  /** The operators that compare instants, versions and networks. */
  readonly comparisons?: MatchCompiler;
  /** The names of those that compare instants and versions. */
  readonly operators?: readonly string[];
  /** Segments. */
  readonly segments?: typeof SEGMENTS;
  /** The hashes of other systems. */
  readonly hashes?: ForeignHashes;
  /** Flags that depend on others. */
  readonly prerequisites?: typeof linkPrerequisites;
  /** Splits that differ by region. */
  readonly regions?: typeof compileRegions;
  /** Conditions on buckets. */
  readonly buckets?: typeof compileBucket;
  /** Comparisons that ignore case. */
  readonly folding?: typeof fold;
  /** What is wrong with a flag, in words. */
  readonly sentences?: Say;
  /** Who takes part in releases. */
  readonly releases?: typeof RELEASES;
}

/** The name of one of them. */
export type Extra = keyof Extras;

export const NO_EXTRAS: Extras = {};
