/** Why an evaluation has its value; OpenFeature's list. */
export type Reason =
  /** Nothing about the flag depends on the context. */
  | "STATIC"
  /** No target and no rule matched. */
  | "DEFAULT"
  /** A target or a rule matched. */
  | "TARGETING_MATCH"
  /** A split decided, by the unit's bucket. */
  | "SPLIT"
  /** The answer was kept from an earlier evaluation. */
  | "CACHED"
  /** The flag is off, or one of its prerequisites does not hold. */
  | "DISABLED"
  /** The reason is not known. */
  | "UNKNOWN"
  /** The ruleset may be out of date. */
  | "STALE"
  /** The evaluation failed; the caller's fallback is the value. */
  | "ERROR";
