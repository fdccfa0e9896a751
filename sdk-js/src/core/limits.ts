/** How large a ruleset may be. */
export interface Limits {
  /** In an environment. */
  readonly flags: number;
  /** In an environment. */
  readonly segments: number;
  /** In a flag. */
  readonly rules: number;
  /** Of a flag. */
  readonly variants: number;
  /** How deep conditions may nest. */
  readonly depth: number;
  /** How many flags, rules and conditions one evaluation may look at, prerequisites and segments included. */
  readonly steps: number;
}

/** What the server accepts. */
export const SERVER_LIMITS: Limits = {
  flags: 2_000,
  segments: 2_000,
  rules: 200,
  variants: 200,
  depth: 32,
  steps: 10_000,
};

/** What a ruleset must keep to, or flags in it cannot be evaluated. */
export type CompileLimits = Pick<Limits, "depth" | "steps">;

/** What an SDK bears: twice as much, so that no ruleset a server accepted is too large for it. */
export const SDK_LIMITS: CompileLimits = { depth: 64, steps: 20_000 };
