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
}
