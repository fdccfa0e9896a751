import type { Condition } from "./condition.js";
import type { Serve } from "./serve.js";

/** Who gets what. */
export interface Rule {
  /** Names the rule in an evaluation's metadata; unique within the flag. */
  readonly id: string;
  /** For people, null where nobody wrote one. */
  readonly note: string | null;
  /** What must hold. */
  readonly when: Condition;
  /** What is served then. */
  readonly serve: Serve;
}
