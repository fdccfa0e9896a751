import type { Evaluations } from "../wire/telemetry-batch.js";
import type { EvaluationCounts } from "./evaluation-counts.js";

/** What was counted since the last time, at most so many; the others come with the next. */
export function drainedCounts({ tallies, ruleset }: EvaluationCounts, most: number): Evaluations[] {
  const drained: Evaluations[] = [];
  for (const [flag, list] of tallies) {
    if (drained.length === most) {
      break;
    }
    for (const tally of list.splice(0, most - drained.length)) {
      drained.push({ flag, ...tally });
    }
    if (list.length === 0 && !ruleset?.compiled(flag)) {
      tallies.delete(flag); // nobody else has its list
    }
  }
  return drained;
}
