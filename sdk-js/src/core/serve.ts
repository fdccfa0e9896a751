import type { Hash } from "./hash.js";
import type { Range } from "./range.js";
import type { RegionalRanges } from "./regional-ranges.js";

/** What a rule or a flag's default serves. */
export type Serve = ServeVariant | Split | UnknownServe;

/** One variant for everybody. */
export interface ServeVariant {
  readonly kind: "variant";
  /** Its name. */
  readonly variant: string;
}

/** Variants by the bucket of the unit. */
export interface Split {
  readonly kind: "split";
  /** The attribute that names the unit. */
  readonly by: string;
  /** How a unit becomes a bucket. */
  readonly hash: Hash;
  /** In place of the flag's own salt, null for the flag's own. */
  readonly salt: string | null;
  /** Entries for certain regions; the first that names the context's region decides. */
  readonly regions: readonly RegionalRanges[];
  /** For every other region. */
  readonly ranges: readonly Range[];
}

/** A serve that this version does not understand; its flag answers `PARSE_ERROR`. */
export interface UnknownServe {
  readonly kind: "unknown";
  /** What was not understood. */
  readonly detail: string;
}
