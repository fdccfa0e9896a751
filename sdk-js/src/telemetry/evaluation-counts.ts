import type { CompiledFlag } from "../core/compiled-flag.js";
import type { Evaluation } from "../core/evaluation.js";
import type { Ruleset } from "../core/ruleset.js";
import type { Evaluations } from "../wire/telemetry-batch.js";

/** Flag keys come from applications, perhaps from their users: not every one ever asked for is remembered. */
const MOST_FLAGS = 10_000;
/** What is no key is no flag's, and no server takes it. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** How often each flag served which variant for which reason. */
export class EvaluationCounts {
  #ruleset: Ruleset | null = null;
  /** What is not counted by flags any more, by flag, variant and reason. */
  readonly #counted = new Map<string, Evaluations & { count: number }>();
  readonly #unknown = new Map<string, number>();

  /** @param known the flag, null where there is none of that key */
  count(flag: string, known: CompiledFlag | null, evaluation: Evaluation): void {
    if (known !== null) {
      known.count(evaluation);
      return;
    }
    const count = this.#unknown.get(flag) ?? 0;
    if (count > 0 || (this.#unknown.size < MOST_FLAGS && KEY.test(flag))) {
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
        this.#add({ flag: flag.key, variant, reason, count });
      }
    }
    for (const [flag, count] of this.#unknown) {
      this.#add({ flag, variant: null, reason: "ERROR", count });
    }
    this.#unknown.clear();
  }

  #add(evaluations: Evaluations): void {
    const key = JSON.stringify([evaluations.flag, evaluations.variant, evaluations.reason]);
    const known = this.#counted.get(key);
    if (known === undefined) {
      this.#counted.set(key, { ...evaluations });
    } else {
      known.count += evaluations.count;
    }
  }

  /** What was counted since the last time, at most so many; the others come with the next. */
  drain(most: number): Evaluations[] {
    this.#take();
    const drained: Evaluations[] = [];
    for (const [key, evaluations] of this.#counted) {
      if (drained.length === most) {
        break;
      }
      this.#counted.delete(key);
      drained.push(evaluations);
    }
    return drained;
  }
}
