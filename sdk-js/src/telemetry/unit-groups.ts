import { unitHash } from "../core/unit-hash.js";
import type { Exposures, Outcomes } from "../wire/telemetry-batch.js";
import type { Measured } from "./measured.js";
import type { Entry } from "./unit-log.js";

/** What is to be reported of units, as a batch has it: by release and arm, and by release and metric. */
export function grouped(entries: readonly Entry[]): {
  exposures: Exposures[];
  outcomes: Outcomes[];
} {
  const exposures = new Map<string, Exposures & { units: string[] }>();
  const outcomes = new Map<string, Group>();
  for (const { assignment, metric, measured } of entries) {
    const { release, stage, region, arm } = assignment;
    const unit = unitHash(release, assignment.unit);
    if (metric === null) {
      const key = JSON.stringify([release, stage, region, arm]);
      found(exposures, key, () => ({ release, stage, region, arm, units: [] })).units.push(unit);
    } else {
      const valued = measured.mean !== null;
      const key = JSON.stringify([release, metric, valued]);
      found(outcomes, key, () => new Group(release, metric, valued)).add(unit, measured);
    }
  }
  return { exposures: [...exposures.values()], outcomes: [...outcomes.values()] };
}

/** Outcomes of one release and one metric. */
class Group implements Outcomes {
  readonly units: string[] = [];
  readonly values: number[] | null;
  readonly counts: number[] = [];

  constructor(
    readonly release: string,
    readonly metric: string,
    valued: boolean,
  ) {
    this.values = valued ? [] : null;
  }

  add(unit: string, { mean, count }: Measured): void {
    this.units.push(unit);
    this.values?.push(mean ?? 0);
    this.counts.push(count);
  }
}

function found<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
