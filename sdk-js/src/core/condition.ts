import type { Hash } from "./hash.js";

/** Something that holds for a context or does not. */
export type Condition = All | Any | Not | InSegment | InBucket | Leaf | UnknownCondition;

/** Holds where all of them do; so with none it holds. */
export interface All {
  readonly kind: "all";
  /** Tried in order, up to the first that does not hold. */
  readonly conditions: readonly Condition[];
}

/** Holds where any of them does; so with none it does not hold. */
export interface Any {
  readonly kind: "any";
  /** Tried in order, up to the first that holds. */
  readonly conditions: readonly Condition[];
}

/** Holds where the other does not. */
export interface Not {
  readonly kind: "not";
  readonly condition: Condition;
}

/** Holds for the members of a segment. */
export interface InSegment {
  readonly kind: "inSegment";
  /** Its key. */
  readonly segment: string;
}

/** Holds where the unit's bucket lies in [from, to). */
export interface InBucket {
  readonly kind: "inBucket";
  /** The attribute that names the unit. */
  readonly by: string;
  /** As in a split. */
  readonly hash: Hash;
  /** The salt of the split it follows. */
  readonly salt: string | null;
  /** The first bucket. */
  readonly from: number;
  /** The first bucket no longer in it. */
  readonly to: number;
}

/** Compares an attribute. */
export interface Leaf {
  readonly kind: "leaf";
  /** Its name or dotted path. */
  readonly attribute: string;
  /** The operator's name on the wire, such as `semver>=`. */
  readonly op: string;
  /** What it is compared with: boolean, string or number. */
  readonly values: readonly unknown[];
  /** Whether `in` folds case. */
  readonly ignoreCase: boolean;
  /** Whether all elements of a list must match, rather than any. */
  readonly every: boolean;
}

/** A condition that this version does not understand; its flag answers `PARSE_ERROR`. */
export interface UnknownCondition {
  readonly kind: "unknown";
  /** What was not understood. */
  readonly detail: string;
}
