import type { Bucketer } from "./bucketer.js";
import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import type { Hash } from "./hash.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";

/** Compiles an operator and its values; null, and a finding, where it cannot use them. */
export type MatchCompiler = (
  leaf: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
) => Match | null;

/**
 * What few rulesets need and weighs much, so that where bytes count it is loaded only for a ruleset that needs it. Null
 * stands for what is not there.
 */
export interface Extras {
  /** The operator `matches`, which is all of RE2. */
  readonly patterns: MatchCompiler | null;
  /** The operators that compare instants, versions and networks. */
  readonly comparisons: MatchCompiler | null;
  /** The hashes of other systems. */
  readonly hashes: ((hash: Hash, salt: string) => Bucketer) | null;
}

/** The name of one of them. */
export type Extra = keyof Extras;

export const NO_EXTRAS: Extras = { patterns: null, comparisons: null, hashes: null };
