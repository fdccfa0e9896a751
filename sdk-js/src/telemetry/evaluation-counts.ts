import type { CompiledFlag } from "../core/compiled-flag.js";
import type { Evaluation } from "../core/evaluation.js";
import type { Ruleset } from "../core/ruleset.js";
import type { Evaluations } from "../wire/telemetry-batch.js";

/** Flag keys come from applications, perhaps from their users: not every one ever asked for is remembered. */
const MOST_FLAGS = 10_000;

/** How often each flag served which variant for which reason. */
export class EvaluationCounts {
  #ruleset: Ruleset | null = null;
  /** Of flags that there are not, and of rulesets that were replaced. */
  #others: Evaluations[] = [];
  readonly #unknown = new Map<string, number>();

  /** @param known the flag, null where there is none of that key */
  count(flag: string, known: CompiledFlag | null, evaluation: Evaluation): void {
    if (known !== null) {
      known.count(evaluation);
      return;
    }
    const count = this.#unknown.get(flag) ?? 0;
    if (count > 0 || this.#unknown.size < MOST_FLAGS) {
      this.#unknown.set(flag, count + 1);
    }
  }

  /** From now on this is served. */
  applied(ruleset: Ruleset): void {
    this.#take();
    this.#ruleset = ruleset;
  }

  #take(): void {
    for (const flag of this.#ruleset?.flags() ?? []) {
      for (const { variant, reason, count } of flag.take()) {
        this.#others.push({ flag: flag.key, variant, reason, count });
      }
    }
  }

  /** What was counted since the last time. */
  drain(): Evaluations[] {
    this.#take();
    const drained = this.#others;
    this.#others = [];
    for (const [flag, count] of this.#unknown) {
      drained.push({ flag, variant: null, reason: "ERROR", count });
    }
    this.#unknown.clear();
    return drained;
  }
}
