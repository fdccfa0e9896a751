import type { Evaluation } from "../core/evaluation.js";
import type { Evaluations } from "../wire/telemetry-batch.js";

/** Flag keys come from applications, perhaps from their users: not every one ever asked for is remembered. */
const MOST_FLAGS = 10_000;

/** How often each flag served which variant for which reason. */
export class EvaluationCounts {
  #flags = new Map<string, Map<string, { evaluation: Evaluation; count: number }>>();

  count(flag: string, evaluation: Evaluation): void {
    let counters = this.#flags.get(flag);
    if (counters === undefined) {
      if (this.#flags.size >= MOST_FLAGS) {
        return;
      }
      counters = new Map();
      this.#flags.set(flag, counters);
    }
    const key = `${evaluation.reason} ${evaluation.variant}`;
    const counter = counters.get(key);
    if (counter === undefined) {
      counters.set(key, { evaluation, count: 1 });
    } else {
      counter.count++;
    }
  }

  /** What was counted since the last time. */
  drain(): Evaluations[] {
    const flags = this.#flags;
    this.#flags = new Map();
    return [...flags].flatMap(([flag, counters]) =>
      Array.from(counters.values(), ({ evaluation: { variant, reason }, count }) => ({
        flag,
        variant,
        reason,
        count,
      })),
    );
  }
}
