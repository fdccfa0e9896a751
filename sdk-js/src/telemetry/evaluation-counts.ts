import type { CompiledFlag, Tally } from "../core/compiled-flag.js";
import type { Evaluation } from "../core/evaluation.js";
import type { Ruleset } from "../core/ruleset.js";

/** Flag keys come from applications, perhaps from their users: not every one ever asked for is remembered. */
const MOST_FLAGS = 10_000;
/** What is no key is no flag's, and no server takes it. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** How often each flag served which variant for which reason. */
export class EvaluationCounts {
  /** By flag key, those included that there are not. The flags of the ruleset that is served have the same lists. */
  readonly tallies = new Map<string, Tally[]>();
  /** How many evaluations are counted nowhere. */
  dropped = 0;
  /** What is served, null before the first. */
  ruleset: Ruleset | null = null;

  /**
   * Counts what a flag served.
   *
   * @param known the flag, null where there is none of that key
   */
  count(flag: string, known: CompiledFlag | null, { variant, reason }: Evaluation): void {
    const tallies = known === null ? this.#talliesOf(flag) : known.tallies;
    // A flag has few variants and reasons: a short list beats a map.
    for (const tally of tallies) {
      if (tally.variant === variant && tally.reason === reason) {
        tally.count++;
        return;
      }
    }
    tallies.push({ variant, reason, count: 1 });
  }

  /** From now on this is served; what was counted until now goes on from there. */
  applied(ruleset: Ruleset): void {
    this.ruleset = ruleset;
    for (const [flag, tallies] of this.tallies) {
      if (tallies.length === 0) {
        this.tallies.delete(flag);
      }
    }
    for (const flag of ruleset.flags()) {
      flag.tallies = this.tallies.get(flag.key) ?? [];
      this.tallies.set(flag.key, flag.tallies);
    }
  }

  #talliesOf(flag: string): Tally[] {
    const known = this.tallies.get(flag);
    if (known !== undefined) {
      return known;
    }
    const tallies: Tally[] = [];
    if (this.tallies.size < MOST_FLAGS && KEY.test(flag)) {
      this.tallies.set(flag, tallies);
    } else {
      this.dropped++;
    }
    return tallies;
  }
}
