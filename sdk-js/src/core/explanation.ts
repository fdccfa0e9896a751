import type { Evaluation } from "./evaluation.js";

/** One step of an evaluation. */
export interface Step {
  /**
   * What was looked at: `enabled`, `prerequisite`, `target`, `rule`, `condition`, `segment`,
   * `region`, `bucket`, `serve`.
   */
  readonly step: string;
  /** A sentence with the operand that was seen. */
  readonly detail: string;
  /** What came of it, such as `true` or the variant served. */
  readonly outcome: string;
}

/** An evaluation together with how it came about. */
export interface Explanation {
  /** What `evaluate` answers for the same input. */
  readonly evaluation: Evaluation;
  /** In the order taken, ending with the step that decided. */
  readonly steps: readonly Step[];
}
