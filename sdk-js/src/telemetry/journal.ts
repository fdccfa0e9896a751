import type { Assignment } from "../core/assignment.js";
import type { CompiledFlag } from "../core/compiled-flag.js";
import type { Evaluation } from "../core/evaluation.js";
import { EvaluationCounts } from "./evaluation-counts.js";
import type { UnitLog } from "./unit-log.js";

/** What an instance has to report and nobody has sent yet. Writing into it never waits, and it is bounded. */
export class Journal {
  readonly counts = new EvaluationCounts();
  /** Null while no unit can have taken part in a release. */
  units: UnitLog | null;

  constructor(units: UnitLog | null) {
    this.units = units;
  }

  /** Counts an evaluation of a flag, which is null where there is none of that key. */
  evaluated(flag: string, known: CompiledFlag | null, evaluation: Evaluation): void {
    this.counts.count(flag, known, evaluation);
  }

  /** A unit was served an arm; the first time it is reported. */
  exposed(assignment: Assignment): void {
    this.units?.exposed(assignment);
  }

  /**
   * A metric's event happened to a unit, or it was measured.
   *
   * @param value finite, null for an event
   */
  happened(assignment: Assignment, metric: string, value: number | null): void {
    this.units?.happened(assignment, metric, value);
  }
}
