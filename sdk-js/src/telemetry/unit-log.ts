import type { Assignment } from "../core/assignment.js";
import { unitHash } from "../core/unit-hash.js";
import type { Exposures, Outcomes } from "../wire/telemetry-batch.js";
import { RecentSet } from "./recent-set.js";

const CAPACITY = 100_000;

interface Entry {
  readonly assignment: Assignment;
  /** Null stands for the exposure itself. */
  readonly metric: string | null;
}

/** Which units were exposed and which had an event: each once per release, in bounded memory. */
export class UnitLog {
  readonly #seen = new RecentSet(CAPACITY);
  #pending: Entry[] = [];
  #dropped = 0;

  exposed(assignment: Assignment): void {
    this.#add({ assignment, metric: null });
  }

  happened(assignment: Assignment, metric: string): void {
    this.exposed(assignment);
    this.#add({ assignment, metric });
  }

  #add(entry: Entry): void {
    const { release, unit } = entry.assignment;
    if (!this.#seen.add(JSON.stringify([release, entry.metric, unit]))) {
      return;
    }
    if (this.#pending.length >= CAPACITY) {
      this.#dropped++;
      return;
    }
    this.#pending.push(entry);
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  /** How many were lost for want of room since the last time. */
  drainDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** What is to be reported, taken out; an exposure never comes later than an outcome of the same unit. */
  drain(most: number): { exposures: Exposures[]; outcomes: Outcomes[] } {
    const exposures = new Map<string, Exposures & { units: string[] }>();
    const outcomes = new Map<string, Outcomes & { units: string[] }>();
    for (const { assignment, metric } of this.#pending.splice(0, most)) {
      const { release, stage, region, arm, unit } = assignment;
      const key = JSON.stringify([release, stage, region, arm, metric]);
      const group =
        metric === null
          ? entry(exposures, key, () => ({ release, stage, region, arm, units: [] }))
          : entry(outcomes, key, () => ({ release, metric, units: [] }));
      group.units.push(unitHash(release, unit));
    }
    return { exposures: [...exposures.values()], outcomes: [...outcomes.values()] };
  }
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
