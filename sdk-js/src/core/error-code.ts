/** What went wrong in an evaluation; OpenFeature's list. */
export type ErrorCode =
  /** No ruleset has arrived yet. */
  | "PROVIDER_NOT_READY"
  /** The ruleset has no flag with that key. */
  | "FLAG_NOT_FOUND"
  /** The flag uses something this SDK does not understand. */
  | "PARSE_ERROR"
  /** The flag's values have another type than the caller asked for. */
  | "TYPE_MISMATCH"
  /** A split found no unit to place in a bucket. */
  | "TARGETING_KEY_MISSING"
  /** The context cannot be used. */
  | "INVALID_CONTEXT"
  /** The SDK can never become ready, for instance because its key is refused. */
  | "PROVIDER_FATAL"
  /** Anything else, such as prerequisites that form a cycle. */
  | "GENERAL";
