import type { Tally } from "../core/compiled-flag.js";
import type { Evaluations } from "../wire/telemetry-batch.js";
import type { EvaluationCounts } from "./evaluation-counts.js";
import { bytesOf, isKey, isName, MOST_COUNT } from "./wire-text.js";

/** What a server takes in one batch, and a batch's share of bytes. */
const MOST_KINDS = 5_000;
const MOST_BYTES = 400_000;

/** What was counted since the last time, as much of it as a batch has room for; the rest comes with the next. */
export class DrainedCounts {
  readonly evaluations: Evaluations[] = [];
  /** How many evaluations there is no server for. */
  dropped: number;
  /** Whether there is more. */
  isLeftOver = false;
  readonly #most: number;
  #room = MOST_BYTES;

  /** Takes it out. */
  constructor(counts: EvaluationCounts, most = MOST_KINDS) {
    this.#most = most;
    this.dropped = counts.dropped;
    counts.dropped = 0;
    for (const [flag, list] of counts.tallies) {
      for (const tally of list.splice(0)) {
        const left = this.#take(flag, tally);
        if (left > 0) {
          list.push({ ...tally, count: left });
          this.isLeftOver = true;
        }
      }
      if (list.length === 0 && !counts.ruleset?.compiled(flag)) {
        counts.tallies.delete(flag); // nobody else has its list
      }
    }
  }

  /** How many are left for the next batch. */
  #take(flag: string, { variant, reason, count }: Tally): number {
    if (!isKey(flag) || !isName(variant)) {
      this.dropped += count;
      return 0;
    }
    const told = { flag, variant, reason, count: Math.min(count, MOST_COUNT) };
    const bytes = bytesOf(told);
    if (this.evaluations.length >= this.#most || bytes > this.#room) {
      return count;
    }
    this.#room -= bytes;
    this.evaluations.push(told);
    return count - told.count;
  }
}
